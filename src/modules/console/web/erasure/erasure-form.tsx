import { Button, List, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErasurePreview } from '../../../erasure/erasure.contract';
import { faultOf } from '../api/problem';
import { number } from '../preferences/moments';
import { ActionForm } from '../ui/action-form';
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
  const count = Number(typed.replaceAll(/[\s,.’']/g, ''));
  const isRight = typed.trim() !== '' && count === preview.events;
  const formatted = number(preview.events);
  if (preview.obstacles.length > 0)
    return (
      <Button variant="default" onClick={onAgain}>
        {t('erasures.again')}
      </Button>
    );
  const { busy, problem } = action;
  const send = { busy, problem, run: () => action.run({ reason, count }) };
  return (
    <ActionForm action={send} label={t('erasures.ask')} isReady={isRight}>
      <Textarea
        label={t('erasures.reason')}
        description={t('erasures.reasonHelp')}
        required
        withAsterisk={false}
        autosize
        minRows={2}
        minLength={10}
        maxLength={1_000}
        value={reason}
        error={faultOf(problem, 'reason')}
        onChange={(event) => setReason(event.target.value)}
      />
      <TextInput
        label={t('erasures.typed', { formatted })}
        required
        withAsterisk={false}
        inputMode="numeric"
        autoComplete="off"
        maw={260}
        value={typed}
        error={
          faultOf(problem, 'expected_count') ??
          (typed === '' || isRight ? undefined : t('erasures.typedWrong', { formatted }))
        }
        onChange={(event) => setTyped(event.target.value)}
      />
      <NextSteps />
      {problem?.code === 'erasure.count_differs' ? (
        <Button variant="default" onClick={onAgain}>
          {t('erasures.again')}
        </Button>
      ) : null}
    </ActionForm>
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
