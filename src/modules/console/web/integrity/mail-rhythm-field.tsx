import { SegmentedControl, Text } from '@mantine/core';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  AnchorsView,
  CheckpointMailSettings,
  MailRhythm,
} from '../../../integrity/integrity.anchors.contract';
import { api } from '../api/api';
import { queryClient } from '../api/session';
import { useWhyNot } from '../ui/permissions';
import { ProblemNotice } from '../ui/problem-notice';
import { useAction } from '../ui/use-action';
import { ANCHORS } from './use-integrity';

const RHYTHMS: readonly MailRhythm[] = ['daily', 'weekly', 'off'];

/** How often Owners get the checkpoint by mail; kept as soon as it is chosen. */
export function MailRhythmField({ mail }: { mail: CheckpointMailSettings }) {
  const { t } = useTranslation();
  const whyNot = useWhyNot('settings:manage');
  const id = useId();
  const [saved, setSaved] = useState(false);
  const { run, busy, problem } = useAction(async (rhythm: string) => {
    setSaved(false);
    const body = { rhythm };
    const now = await api<CheckpointMailSettings>('PUT', '/v1/checkpoint-mail', { body });
    queryClient.setQueryData<AnchorsView>(ANCHORS, (view) => view && { ...view, checkpoint_mail: now });
    setSaved(true);
  });
  return (
    <div>
      <Text size="sm" fw={600} id={id}>
        {t('integrity.anchors.rhythm')}
      </Text>
      <SegmentedControl
        aria-labelledby={id}
        size="xs"
        value={mail.rhythm}
        onChange={(rhythm) => void run(rhythm)}
        disabled={busy || whyNot !== undefined}
        data={RHYTHMS.map((value) => ({ value, label: t(`integrity.anchors.rhythms.${value}`) }))}
      />
      <Text size="xs" c="dimmed" role="status">
        {[
          whyNot,
          saved ? t('integrity.anchors.saved') : '',
          mail.leaves ? '' : t('integrity.anchors.leavesNot'),
        ]
          .filter(Boolean)
          .join(' ')}
      </Text>
      <ProblemNotice problem={problem} />
    </div>
  );
}
