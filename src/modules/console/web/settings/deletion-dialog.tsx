import { List, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api';
import { faultOf } from '../api/problem';
import { useSignedIn } from '../api/session';
import { refreshDecided } from '../approvals/decide';
import { ActionForm } from '../ui/action-form';
import { Dialog } from '../ui/dialog';
import { ReasonField } from '../ui/reason-field';
import { TextField } from '../ui/text-field';
import { useAction } from '../ui/use-action';

/** Asks for the end of the organization: its name is typed (S4-22). */
export function DeletionDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('leaving.deleteTitle')} size="lg">
      {opened ? <Deletion onDone={onClose} /> : null}
    </Dialog>
  );
}

function Deletion({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const { organization } = useSignedIn();
  const [name, setName] = useState('');
  const [reason, setReason] = useState('');
  const action = useAction(async () => {
    await api('POST', '/v1/organization/deletion', { body: { name, reason } });
    onDone();
    await refreshDecided();
  });
  const isRight = name.trim() === organization.name;
  const wrong = name === '' || isRight ? undefined : t('leaving.nameWrong', { name: organization.name });
  const steps = t('leaving.steps', { returnObjects: true }) as readonly string[];
  return (
    <ActionForm action={action} label={t('leaving.ask')} isReady={isRight}>
      <List type="ordered" size="sm" spacing={4}>
        {steps.map((step) => (
          <List.Item key={step}>
            <Text size="sm">{step}</Text>
          </List.Item>
        ))}
      </List>
      <TextField
        label={t('leaving.name', { name: organization.name })}
        value={name}
        error={faultOf(action.problem, 'name') ?? wrong}
        onChange={setName}
      />
      <ReasonField
        label={t('leaving.reason')}
        help={t('leaving.reasonHelp')}
        least={10}
        most={1_000}
        value={reason}
        error={faultOf(action.problem, 'reason')}
        onChange={setReason}
      />
    </ActionForm>
  );
}
