import { Button, Group, Modal, Progress, Radio, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Export } from '../../../exports/exports.contract';
import { api } from '../api/api';
import { fullDay, number } from '../preferences/moments';
import { download } from '../ui/download';
import { ProblemNotice } from '../ui/problem-notice';
import { useAction } from '../ui/use-action';
import type { LogState } from './use-log';

const FORMATS = ['csv', 'pdf', 'ndjson', 'xlsx', 'parquet'] as const;

interface Props {
  readonly log: LogState;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** From the search to a file: asked for, watched, downloaded. */
export function ExportDialog({ log, opened, onClose }: Props) {
  const { t } = useTranslation();
  const [id, setId] = useState<string | null>(null);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('exporting.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {id === null ? (
        <NewExport log={log} onAsked={setId} />
      ) : (
        <Watched id={id} onAnother={() => setId(null)} />
      )}
    </Modal>
  );
}

function NewExport({ log, onAsked }: { log: LogState; onAsked: (id: string) => void }) {
  const { t } = useTranslation();
  const [format, setFormat] = useState<string>('csv');
  const { run, busy, problem } = useAction(async () => {
    const body = { format, query: log.parameters, time_zone: log.zone };
    onAsked((await api<Export>('POST', '/v1/exports', { body })).id);
  });
  return (
    <Stack gap="sm">
      <Text size="sm">{t('exporting.lead')}</Text>
      <Radio.Group label={t('exporting.format')} value={format} onChange={setFormat}>
        <Stack gap={6} mt={6}>
          {FORMATS.map((each) => (
            <Radio key={each} value={each} label={t(`exporting.${each}`)} />
          ))}
        </Stack>
      </Radio.Group>
      <ProblemNotice problem={problem} />
      <Button loading={busy} onClick={() => void run()}>
        {t('exporting.start')}
      </Button>
    </Stack>
  );
}

const isUnderWay = (state: string | undefined): boolean =>
  state === undefined || /^(pending|running)$/.test(state);

function Watched({ id, onAnother }: { id: string; onAnother: () => void }) {
  const { t } = useTranslation();
  const { data, refetch } = useQuery({
    queryKey: ['export', id],
    queryFn: ({ signal }) => api<Export>('GET', `/v1/exports/${id}`, { signal }),
    refetchInterval: ({ state }) => (isUnderWay(state.data?.state) ? 1_000 : false),
  });
  const cancel = useAction(async () => {
    await api('DELETE', `/v1/exports/${id}`);
    await refetch();
  });
  if (!data) return <Progress value={0} aria-label={t('exporting.title')} />;
  return (
    <Stack gap="sm">
      <Condition data={data} />
      {isUnderWay(data.state) ? (
        <>
          <Text size="xs" c="dimmed">
            {t('exporting.goesOn')}
          </Text>
          <Button variant="default" loading={cancel.busy} onClick={() => void cancel.run()}>
            {t('exporting.cancel')}
          </Button>
        </>
      ) : (
        <Group>
          {data.state === 'finished' ? <Download file={data} /> : null}
          <Button variant="default" onClick={onAnother}>
            {t('exporting.another')}
          </Button>
        </Group>
      )}
      <ProblemNotice problem={cancel.problem} />
    </Stack>
  );
}

function Condition({ data: { state, progress, failure, bytes, sha256, expires_at: end } }: { data: Export }) {
  const { t } = useTranslation();
  const { rows, rows_total: total, percent, estimated_seconds_left: seconds } = progress;
  const counted =
    total === null
      ? t('exporting.progressUnknown', { rows: number(rows) })
      : t('exporting.progress', { rows: number(rows), total: number(total) });
  return (
    <>
      <Progress value={percent} aria-label={t(`exporting.state.${state}`)} />
      <Text size="sm" role="status">
        <b>{t(`exporting.state.${state}`)}</b> · {percent} % · {counted}
        {seconds === null ? null : ` · ${t('exporting.left', { seconds })}`}
      </Text>
      {failure === null ? null : <Text c="var(--failure)">{failure}</Text>}
      {bytes === null ? null : (
        <Text size="xs" className="mono foreign">
          {t('exporting.size', { bytes: `${number(Math.ceil(bytes / 1_000))} kB`, sha256: sha256 ?? '' })}
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

/** What a page holds in memory; larger files the browser fetches by itself. */
const MOST_BYTES = 256_000_000;

/** Through the API, so that a stale proof is asked for in place. One request: each is recorded as a download. */
function Download({ file: { id, bytes, file_name: name } }: { file: Export }) {
  const { t } = useTranslation();
  const path = `/v1/exports/${id}/file`;
  const { run, busy, problem } = useAction(async () => {
    if ((bytes ?? 0) > MOST_BYTES) window.location.assign(path);
    else download(name ?? `${id}.zip`, await api<Blob>('GET', path, { isFile: true }));
  });
  return (
    <>
      <Button loading={busy} onClick={() => void run()}>
        {t('exporting.download')}
      </Button>
      <ProblemNotice problem={problem} />
    </>
  );
}
