import { Button, List, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErasurePreview } from '../../../erasure/erasure.contract';
import { faultOf } from '../api/problem';
import { number } from '../preferences/moments';
import { ActionForm } from '../ui/action-form';
import { ReasonField } from '../ui/reason-field';
import type { Action } from '../ui/use-action';

export interface Typed {
  readonly reason: string;
  readonly count: number;
}

interface Props {
  readonly preview: Pick<ErasurePreview, 'events' | 'obstacles'>;
  readonly action: Action<[Typed]>;
  /** The preview is old: it is asked for anew. */
  readonly onAgain: () => void;
}

/** Why, and how many, typed by hand (S4-22); where something stands in the way there is nothing to fill in. */
export function ErasureForm({ preview, action, onAgain }: Props) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const count = countOf(typed);
  const { busy, problem } = action;
  if (preview.obstacles.length > 0) return <AgainButton onAgain={onAgain} />;
  const send = { busy, problem, run: () => action.run({ reason, count: count ?? 0 }) };
  return (
    <ActionForm action={send} label={t('erasures.ask')} isReady={count === preview.events}>
      <ReasonField
        label={t('erasures.reason')}
        help={t('erasures.reasonHelp')}
        least={10}
        most={1_000}
        value={reason}
        error={faultOf(problem, 'reason')}
        onChange={setReason}
      />
      <CountField
        events={preview.events}
        value={typed}
        error={faultOf(problem, 'expected_count')}
        onChange={setTyped}
      />
      <NextSteps />
      {problem?.code === 'erasure.count_differs' ? <AgainButton onAgain={onAgain} /> : null}
    </ActionForm>
  );
}

/** `1,204` as people type it; null for nothing. */
const countOf = (typed: string): number | null =>
  typed.trim() === '' ? null : Number(typed.replaceAll(/[\s,.’']/g, ''));

interface CountProps {
  readonly events: number;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
}

/** Says while it is typed that it is not the number yet. */
function CountField({ events, value, error, onChange }: CountProps) {
  const { t } = useTranslation();
  const formatted = number(events);
  const isWrong = countOf(value) !== null && countOf(value) !== events;
  return (
    <TextInput
      label={t('erasures.typed', { formatted })}
      required
      withAsterisk={false}
      inputMode="numeric"
      autoComplete="off"
      maw={260}
      value={value}
      error={error ?? (isWrong ? t('erasures.typedWrong', { formatted }) : undefined)}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

function AgainButton({ onAgain }: { onAgain: () => void }) {
  const { t } = useTranslation();
  return (
    <Button variant="default" onClick={onAgain}>
      {t('erasures.again')}
    </Button>
  );
}

function NextSteps() {
  const { t } = useTranslation();
  const steps = t('erasures.next', { returnObjects: true }) as readonly string[];
  return (
    <section aria-labelledby="erasure-next">
      <Title order={3} id="erasure-next" fz="sm" mb={4}>
        {t('erasures.nextTitle')}
      </Title>
      <List type="ordered" size="sm" spacing={2}>
        {steps.map((step) => (
          <List.Item key={step}>
            <Text size="sm">{step}</Text>
          </List.Item>
        ))}
      </List>
    </section>
  );
}
