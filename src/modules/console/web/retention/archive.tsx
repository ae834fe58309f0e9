import { useTranslation } from 'react-i18next';
import type { ArchiveView } from '../../../retention/retention.contract';
import { api } from '../api/api';
import { sizeOf } from '../exports/export-parts';
import { fullDay } from '../preferences/moments';
import { download } from '../ui/download';
import page from '../ui/page.module.css';
import { useWhyNot } from '../ui/permissions';
import { ProblemNotice } from '../ui/problem-notice';
import { SmallButton } from '../ui/small-button';
import { useAction } from '../ui/use-action';

/** What a page holds in memory; larger files the browser fetches by itself. */
const MOST_BYTES = 256_000_000;

/** The file that was written before the events went; none where the policy did not say so. */
export function Archive({ file }: { file: ArchiveView | undefined }) {
  const { t } = useTranslation();
  if (!file) return <>{t('purges.noArchive')}</>;
  if (file.deleted_at !== null)
    return <>{t('purges.archiveDeleted', { day: fullDay(file.deleted_at, 'UTC') })}</>;
  return <ArchiveFile file={file} />;
}

function ArchiveFile({ file: { expires_on: day, bytes, sha256 } }: { file: ArchiveView }) {
  const { t } = useTranslation();
  const whyNot = useWhyNot('audit:export');
  const path = `/v1/archives/${day}/file`;
  const { run, busy, problem } = useAction(async () => {
    if (bytes > MOST_BYTES) return window.location.assign(path);
    download(`archive-${day}.parquet`, await api<Blob>('GET', path, { isFile: true }));
    return undefined;
  });
  return (
    <span>
      <SmallButton
        loading={busy}
        whyNot={whyNot}
        label={t('purges.downloadOf', { day: fullDay(day, 'UTC') })}
        onClick={() => void run()}
      >
        {t('purges.download')}
      </SmallButton>
      <span className={`${page.second} mono`} title={sha256}>
        {sizeOf(bytes)} · sha256 {sha256.slice(0, 8)}…
      </span>
      <ProblemNotice problem={problem} />
    </span>
  );
}
