import { NativeSelect, Text, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiKeyView, CreatedApiKey } from '../../../members/members.contract';
import { api } from '../api/api';
import { faultOf } from '../api/problem';
import { ActionForm } from '../ui/action-form';
import { ConfirmedButton } from '../ui/confirmed-button';
import { Dialog } from '../ui/dialog';
import classes from '../ui/page.module.css';
import { useWhyNot } from '../ui/permissions';
import { SmallButton } from '../ui/small-button';
import { TextField } from '../ui/text-field';
import { useAction } from '../ui/use-action';
import { refreshApiKeys } from './use-api-keys';

interface Props {
  readonly data: ApiKeyView;
  readonly onRotated: (key: CreatedApiKey) => void;
}

/** A new secret, another name or other networks, and the end of it. */
export function KeyActions({ data, onRotated }: Props) {
  const { t } = useTranslation();
  const { name } = data;
  const may = useWhyNot('api_keys:manage');
  const whyNot = may ?? (data.status === 'revoked' ? t('apiKeys.isRevoked') : undefined);
  const revoke = async (): Promise<void> => {
    await api('DELETE', `/v1/api-keys/${data.id}`);
    await refreshApiKeys();
  };
  return (
    <div className={classes.actions}>
      <RotateButton data={data} onRotated={onRotated} whyNot={whyNot} />
      <EditButton data={data} whyNot={whyNot} />
      <ConfirmedButton
        label={t('apiKeys.revoke')}
        title={t('apiKeys.revokeTitle', { name })}
        lead={t('apiKeys.revokeLead')}
        whyNot={whyNot}
        onConfirm={revoke}
      />
    </div>
  );
}

type ButtonProps = Pick<Props, 'data'> & { readonly whyNot: string | undefined };

function RotateButton({ data, whyNot, onRotated }: ButtonProps & Props) {
  const { t } = useTranslation();
  const [opened, dialog] = useDisclosure(false);
  const title = t('apiKeys.rotateLabel', { name: data.name });
  const show = (key: CreatedApiKey): void => {
    dialog.close();
    onRotated(key);
  };
  return (
    <>
      <SmallButton whyNot={whyNot} label={title} onClick={dialog.open}>
        {t('apiKeys.rotate')}
      </SmallButton>
      <Dialog opened={opened} onClose={dialog.close} title={title}>
        <Rotate data={data} onRotated={show} />
      </Dialog>
    </>
  );
}

function EditButton({ data, whyNot }: ButtonProps) {
  const { t } = useTranslation();
  const [opened, dialog] = useDisclosure(false);
  const title = t('apiKeys.editLabel', { name: data.name });
  return (
    <>
      <SmallButton whyNot={whyNot} label={title} onClick={dialog.open}>
        {t('apiKeys.edit')}
      </SmallButton>
      <Dialog opened={opened} onClose={dialog.close} title={title}>
        <Edit data={data} onDone={dialog.close} />
      </Dialog>
    </>
  );
}

const OVERLAPS = [0, 1, 24, 72, 168] as const;

function Rotate({ data, onRotated }: Props) {
  const { t } = useTranslation();
  const [hours, setHours] = useState('24');
  const action = useAction(async () => {
    const body = { overlap_hours: Number(hours) };
    onRotated(await api<CreatedApiKey>('POST', `/v1/api-keys/${data.id}/rotation`, { body }));
  });
  return (
    <ActionForm action={action} label={t('apiKeys.rotate')}>
      <Text size="sm">{t('apiKeys.rotateLead')}</Text>
      <NativeSelect
        label={t('apiKeys.overlap')}
        value={hours}
        data={OVERLAPS.map((count) => ({
          value: String(count),
          label: t('apiKeys.overlapHours', { count }),
        }))}
        error={faultOf(action.problem, 'overlap_hours')}
        onChange={(event) => setHours(event.target.value)}
      />
    </ActionForm>
  );
}

/** Networks, one a line. */
export const networksIn = (text: string): string[] => text.split(/[\s,]+/).filter((one) => one !== '');

function Edit({ data, onDone }: { data: ApiKeyView; onDone: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState(data.name);
  const [networks, setNetworks] = useState(data.allowed_networks.join('\n'));
  const action = useAction(async () => {
    const body = { name, allowed_networks: networksIn(networks) };
    await api('PATCH', `/v1/api-keys/${data.id}`, { body });
    onDone();
    await refreshApiKeys();
  });
  return (
    <ActionForm action={action} label={t('ui.save')}>
      <TextField
        label={t('apiKeys.name')}
        most={100}
        isFirst
        value={name}
        error={faultOf(action.problem, 'name')}
        onChange={setName}
      />
      <NetworksField
        value={networks}
        error={faultOf(action.problem, 'allowed_networks')}
        onChange={setNetworks}
      />
    </ActionForm>
  );
}

interface FieldProps {
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
}

export function NetworksField({ value, error, onChange }: FieldProps) {
  const { t } = useTranslation();
  return (
    <Textarea
      label={t('apiKeys.networks')}
      description={t('apiKeys.networksHelp')}
      autosize
      minRows={1}
      value={value}
      error={error}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
