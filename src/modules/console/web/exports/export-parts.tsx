import { Button, Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Export } from '../../../exports/exports.contract';
import { api } from '../api/api';
import { queryClient } from '../api/session';
import { fullDay, number } from '../preferences/moments';
import { download } from '../ui/download';
import { Pill, type Tone } from '../ui/pill';
import { ProblemNotice } from '../ui/problem-notice';
import { useAction } from '../ui/use-action';

/** Formats of exports, in the order in which they are offered. */
export const EXPORT_FORMATS = ['csv', 'pdf', 'ndjson', 'xlsx', 'parquet'] as const;

export const isUnderWay = (state: Export['state'] | undefined): boolean =>
  state === undefined || state === 'pending' || state === 'running';

/** Every list and view of exports, after one has changed. */
export async function refreshExports(): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: ['exports'] }),
    queryClient.invalidateQueries({ queryKey: ['export'] }),
  ]);
}

const TONES: Readonly<Record<Export['state'], Tone>> = {
  pending: 'going',
  running: 'going',
  finished: 'good',
  failed: 'bad',
  cancelled: 'quiet',
  expired: 'quiet',
};

export function ExportState({ state }: { state: Export['state'] }) {
  const { t } = useTranslation();
  return <Pill tone={TONES[state]}>{t(`exporting.state.${state}`)}</Pill>;
}

/** How far it is, what came of it, and how long its file stays. */
export function Condition({ data }: { data: Export }) {
  const { t } = useTranslation();
  const { state, progress, failure, bytes, sha256, expires_at: end } = data;
  const { percent, estimated_seconds_left: seconds } = progress;
  return (
    <>
      <Progress value={percent} aria-label={t(`exporting.state.${state}`)} />
      <Text size="sm" role="status">
        <b>{t(`exporting.state.${state}`)}</b> · {percent} % · <Counted data={data} />
        {seconds === null || !isUnderWay(state) ? null : ` · ${t('exporting.left', { seconds })}`}
      </Text>
      {failure === null ? null : <Text c="var(--failure)">{failure}</Text>}
      {bytes === null ? null : (
        <Text size="xs" className="mono foreign">
          {t('exporting.size', { bytes: sizeOf(bytes), sha256: sha256 ?? '' })}
        </Text>
      )}
      {end === null ? null : (
        <Text size="xs" c="dimmed">
          {t('exporting.expires', { date: fullDay(end, 'UTC') })}
        </Text>
      )}
    </>
  );
}

export const sizeOf = (bytes: number): string =>
  bytes < 1_000_000 ? `${number(Math.ceil(bytes / 1_000))} kB` : `${number(Math.ceil(bytes / 1e5) / 10)} MB`;

export function Counted({ data: { progress } }: { data: Export }) {
  const { t } = useTranslation();
  const { rows, rows_total: total } = progress;
  return total === null
    ? t('exporting.progressUnknown', { rows: number(rows) })
    : t('exporting.progress', { rows: number(rows), total: number(total) });
}

/** What a page holds in memory; larger files the browser fetches by itself. */
const MOST_BYTES = 256_000_000;

/** Through the API, so that a stale proof is asked for in place. One request: each is recorded as a download. */
export function Download({ file: { id, bytes, file_name: name } }: { file: Export }) {
  const { t } = useTranslation();
  const path = `/v1/exports/${id}/file`;
  const { run, busy, problem } = useAction(async () => {
    if ((bytes ?? 0) > MOST_BYTES) return window.location.assign(path);
    download(name ?? `${id}.zip`, await api<Blob>('GET', path, { isFile: true }));
    return refreshExports();
  });
  return (
    <>
      <Button size="compact-sm" loading={busy} onClick={() => void run()}>
        {t('exporting.download')}
      </Button>
      <ProblemNotice problem={problem} />
    </>
  );
}

export const refreshSchedules = (): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: ['export-schedules'] });
