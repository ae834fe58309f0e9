import { Button, Radio, Stack, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SmallButton } from '../ui/small-button';
import { Dialog } from '../ui/dialog';
import type { AlertView } from '../../../alerts/alerts.contract';
import { api } from '../api/api';
import { ActionForm } from '../ui/action-form';
import { faultOf } from '../api/problem';
import classes from '../ui/page.module.css';
import { ProblemNotice } from '../ui/problem-notice';
import { useAction } from '../ui/use-action';
import { AssignButton } from './assign';
import { refreshAlerts } from './alert-words';

const VERDICTS = ['expected', 'resolved', 'false_alarm'] as const;

/** Take it in hand, give it back, close it with a note, reopen it; each is an event. */
export function AlertActions({ alert: { id, state, rule } }: { alert: AlertView }) {
  const { t } = useTranslation();
  const [opened, dialog] = useDisclosure(false);
  const step = useAction(async (method: string, what: string, body?: object) => {
    await api(method, `/v1/alerts/${id}/${what}`, body ? { body } : {});
    await refreshAlerts();
  });
  const button = { variant: 'default', size: 'compact-sm', loading: step.busy } as const;
  return (
    <div className={classes.actions}>
      {state === 'open' ? (
        <Button {...button} onClick={() => void step.run('PUT', 'assignment', { member_id: 'me' })}>
          {t('alerts.take')}
        </Button>
      ) : null}
      {state === 'closed' ? null : <AssignButton id={id} name={rule.name} />}
      {state === 'assigned' ? (
        <Button {...button} onClick={() => void step.run('DELETE', 'assignment')}>
          {t('alerts.giveBack')}
        </Button>
      ) : null}
      {state === 'closed' ? (
        <Button {...button} onClick={() => void step.run('DELETE', 'closure')}>
          {t('alerts.reopen')}
        </Button>
      ) : (
        <SmallButton onClick={dialog.open}>{t('alerts.close')}</SmallButton>
      )}
      <ProblemNotice problem={step.problem} />
      <Dialog opened={opened} onClose={dialog.close} title={t('alerts.closeTitle', { name: rule.name })}>
        <Closing id={id} onDone={dialog.close} />
      </Dialog>
    </div>
  );
}

interface ChoiceProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function VerdictChoice({ value, onChange }: ChoiceProps) {
  const { t } = useTranslation();
  return (
    <Radio.Group label={t('alerts.verdictLabel')} value={value} onChange={onChange}>
      <Stack gap={6} mt={6}>
        {VERDICTS.map((each) => (
          <Radio key={each} value={each} label={t(`alerts.verdict.${each}`)} />
        ))}
      </Stack>
    </Radio.Group>
  );
}

function Closing({ id, onDone }: { id: string; onDone: () => void }) {
  const { t } = useTranslation();
  const [verdict, setVerdict] = useState<string>('expected');
  const [note, setNote] = useState('');
  const action = useAction(async () => {
    await api('PUT', `/v1/alerts/${id}/closure`, { body: { verdict, note } });
    onDone();
    await refreshAlerts();
  });
  return (
    <ActionForm action={action} label={t('alerts.closeIt')}>
      <VerdictChoice value={verdict} onChange={setVerdict} />
      <Textarea
        label={t('alerts.note')}
        description={t('alerts.noteHelp')}
        required
        withAsterisk={false}
        autosize
        minRows={3}
        maxLength={4_000}
        error={faultOf(action.problem, 'note')}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
    </ActionForm>
  );
}
