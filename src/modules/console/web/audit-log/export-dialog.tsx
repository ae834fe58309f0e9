import { Anchor, Button, Group, Modal, Progress, Radio, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Export } from '../../../exports/exports.contract';
import { api } from '../api/api';
import { Condition, Download, EXPORT_FORMATS, isUnderWay } from '../exports/export-parts';
import { ProblemNotice } from '../ui/problem-notice';
import { useAction } from '../ui/use-action';
import type { LogState } from './use-log';

interface Props {
  readonly log: LogState;
  readonly opened: boolean;
  readonly onClose: () => void;
  /** Ids of events that were picked: they are exported, and not what the search finds. */
  readonly picked?: readonly string[];
}

/** From the search to a file: asked for, watched, downloaded. */
export function ExportDialog({ log, opened, onClose, picked }: Props) {
  const { t } = useTranslation();
  const [id, setId] = useState<string | null>(null);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={picked ? t('picked.exportTitle', { count: picked.length }) : t('exporting.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {id === null ? (
        <NewExport log={log} picked={picked} onAsked={setId} />
      ) : (
        <Watched id={id} onAnother={() => setId(null)} />
      )}
    </Modal>
  );
}

interface NewProps extends Pick<Props, 'log'> {
  readonly picked: readonly string[] | undefined;
  readonly onAsked: (id: string) => void;
}

function NewExport({ log, picked, onAsked }: NewProps) {
  const { t } = useTranslation();
  const [format, setFormat] = useState<string>('csv');
  const { run, busy, problem } = useAction(async () => {
    const what = picked ? { event_ids: picked } : { query: log.parameters };
    const body = { format, ...what, time_zone: log.zone };
    onAsked((await api<Export>('POST', '/v1/exports', { body })).id);
  });
  return (
    <Stack gap="sm">
      <Text size="sm">{picked ? t('picked.exportLead') : t('exporting.lead')}</Text>
      <Radio.Group label={t('exporting.format')} value={format} onChange={setFormat}>
        <Stack gap={6} mt={6}>
          {EXPORT_FORMATS.map((each) => (
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
            {t('exporting.goesOn')}{' '}
            <Anchor component={Link} to="/exports">
              {t('nav.exports')}
            </Anchor>
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
