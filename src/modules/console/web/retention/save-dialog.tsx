import { List, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  PolicyPreview,
  RetentionPolicyView,
  RetentionTerms,
} from '../../../retention/retention.contract';
import { api } from '../api/api';
import { faultOf } from '../api/problem';
import { refreshDecided } from '../approvals/decide';
import { number } from '../preferences/moments';
import { ActionForm } from '../ui/action-form';
import { Dialog } from '../ui/dialog';
import { Notice } from '../ui/notice';
import { ReasonField } from '../ui/reason-field';
import { useAction } from '../ui/use-action';
import { useTermWords } from './term-words';
import type { TermChange } from './terms';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly draft: RetentionTerms;
  readonly changes: readonly TermChange[];
  readonly preview: PolicyPreview;
  /** It was sent. */
  readonly onDone: () => void;
}

/** The last look: what changes, what goes by it, why; and who else has to agree where it protects less. */
export function SaveDialog({ opened, onClose, ...rest }: Props) {
  const { t } = useTranslation();
  const waits = rest.preview.weakens.length > 0;
  const done = (): void => {
    onClose();
    rest.onDone();
  };
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={waits ? t('retention.askTitle') : t('retention.saveTitle')}
      size="lg"
    >
      {opened ? <Save {...rest} onDone={done} /> : null}
    </Dialog>
  );
}

function Save({ draft, changes, preview, onDone }: Omit<Props, 'opened' | 'onClose'>) {
  const { t } = useTranslation();
  const words = useTermWords();
  const [reason, setReason] = useState('');
  const waits = preview.weakens.length > 0;
  const action = useAction(async () => {
    const body = { ...draft, ...(reason.trim() === '' ? {} : { reason }) };
    await api<RetentionPolicyView>('PUT', '/v1/retention-policy', { body });
    onDone();
    await refreshDecided();
  });
  return (
    <ActionForm action={action} label={waits ? t('retention.askNow') : t('retention.saveNow')}>
      <Lines title={t('retention.beforeAfter')} lines={changes.map(words.change)} />
      <Text size="sm">
        {t('retention.effect', { count: preview.earlier, formatted: number(preview.earlier) })}
      </Text>
      <Weaker weakens={preview.weakens} />
      <ReasonField
        label={t('retention.reason')}
        help={waits ? t('retention.reasonHelp') : t('retention.reasonOptional')}
        isOptional={!waits}
        least={10}
        most={1_000}
        value={reason}
        error={faultOf(action.problem, 'reason')}
        onChange={setReason}
      />
    </ActionForm>
  );
}

/** In what it protects less, and what that takes; that it is made at once where it does not. */
function Weaker({ weakens }: Pick<PolicyPreview, 'weakens'>) {
  const { t } = useTranslation();
  const words = useTermWords();
  if (weakens.length === 0) return <Text size="sm">{t('retention.atOnce')}</Text>;
  return (
    <Notice kind="note" title={t('retention.weakerTitle')}>
      <ul>
        {weakens.map((one) => (
          <li key={JSON.stringify(one)}>{words.weakening(one)}</li>
        ))}
      </ul>
      <Text size="sm">{t('retention.weakerLead')}</Text>
    </Notice>
  );
}

function Lines({ title, lines }: { title: string; lines: readonly string[] }) {
  return (
    <section aria-label={title}>
      <Title order={3} fz="sm" mb={4}>
        {title}
      </Title>
      <List size="sm" spacing={2}>
        {lines.map((line) => (
          <List.Item key={line}>{line}</List.Item>
        ))}
      </List>
    </section>
  );
}
