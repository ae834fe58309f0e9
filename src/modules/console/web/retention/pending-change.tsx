import { Group, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PreviewFigures, RetentionPolicyView } from '../../../retention/retention.contract';
import { personName } from '../approvals/approval-card';
import { Clock, DecisionButtons } from '../approvals/decision';
import { minuteMoment } from '../preferences/moments';
import { useZone } from '../preferences/time-zone';
import page from '../ui/page.module.css';
import { PreviewNumbers } from './preview-numbers';
import { useTermWords } from './term-words';
import { differences, termsOf } from './terms';

/** A change that protects less: it waits for somebody else and for its day. */
export function PendingChange({ policy }: { policy: RetentionPolicyView }) {
  const { t } = useTranslation();
  const { name: zone } = useZone();
  const words = useTermWords();
  const { pending } = policy;
  if (!pending) return null;
  const { approval, preview, reason, weakens } = pending;
  return (
    <section className={`card ${page.section}`} aria-labelledby="pending">
      <Group gap="xs" align="baseline">
        <Title order={2} id="pending">
          {t('retention.pending')}
        </Title>
        <Text size="sm" c="dimmed" className="foreign">
          {t('retention.pendingBy', {
            who: personName(approval.requested_by),
            at: minuteMoment(approval.requested_at, zone),
          })}
        </Text>
      </Group>
      <Text fw={600}>{differences(termsOf(policy), pending.policy).map(words.change).join(' · ')}</Text>
      <Text size="sm" c="dimmed">
        {weakens.map(words.weakening).join(' ')}
      </Text>
      <Text size="sm" className="foreign">
        {t('approvals.reason', { reason })}
      </Text>
      <div>
        <Clock approval={approval} />
      </div>
      <DecisionButtons approval={approval} />
      {preview === null ? null : <Counted figures={preview} at={minuteMoment(preview.at, zone)} />}
    </section>
  );
}

/** What it would do, as it was counted when it was asked for. */
function Counted({ figures, at }: { figures: PreviewFigures; at: string }) {
  const { t } = useTranslation();
  return (
    <details>
      <summary>{t('retention.pendingPreview', { at })}</summary>
      <div className={page.section}>
        <PreviewNumbers figures={figures} />
      </div>
    </details>
  );
}
