import { Checkbox, NativeSelect, Radio, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CreatedApiKey } from '../../../members/members.contract';
import { api } from '../api/api';
import { faultOf } from '../api/problem';
import { useSignedIn } from '../api/session';
import { ActionForm } from '../ui/action-form';
import { Dialog } from '../ui/dialog';
import { TextField } from '../ui/text-field';
import { useAction } from '../ui/use-action';
import { NetworksField, networksIn } from './key-actions';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onCreated: (key: CreatedApiKey) => void;
}

export function NewKeyDialog({ opened, onClose, onCreated }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('apiKeys.new')} size="lg">
      <NewKey onCreated={onCreated} />
    </Dialog>
  );
}

const WRITE = 'events:write';
const LIFETIMES = [30, 90, 180, 365] as const;
const DAY_MS = 86_400_000;

interface Draft {
  readonly name: string;
  /** Writing events comes alone; anything else is chosen from what its maker may do. */
  readonly use: 'write' | 'other';
  readonly scopes: readonly string[];
  readonly days: string;
  readonly networks: string;
}

const bodyOf = ({ name, use, scopes, days, networks }: Draft): object => ({
  name,
  scopes: use === 'write' ? [WRITE] : scopes,
  expires_at: new Date(Date.now() + Number(days) * DAY_MS).toISOString(),
  allowed_networks: networksIn(networks),
});

function NewKey({ onCreated }: { onCreated: Props['onCreated'] }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<Draft>({ name: '', use: 'write', scopes: [], days: '90', networks: '' });
  const change = (part: Partial<Draft>): void => setDraft({ ...draft, ...part });
  const action = useAction(async () =>
    onCreated(await api<CreatedApiKey>('POST', '/v1/api-keys', { body: bodyOf(draft) })),
  );
  const faultAt = (name: string): string | undefined => faultOf(action.problem, name);
  return (
    <ActionForm action={action} label={t('apiKeys.create')}>
      <TextField
        label={t('apiKeys.name')}
        help={t('apiKeys.nameHelp')}
        most={100}
        isFirst
        value={draft.name}
        error={faultAt('name')}
        onChange={(name) => change({ name })}
      />
      <Use draft={draft} error={faultAt('scopes')} onChange={change} />
      <NativeSelect
        label={t('apiKeys.lifetime')}
        value={draft.days}
        data={LIFETIMES.map((count) => ({ value: String(count), label: t('apiKeys.days', { count }) }))}
        error={faultAt('expires_at')}
        onChange={(event) => change({ days: event.target.value })}
      />
      <NetworksField
        value={draft.networks}
        error={faultAt('allowed_networks')}
        onChange={(networks) => change({ networks })}
      />
    </ActionForm>
  );
}

interface UseProps {
  readonly draft: Draft;
  readonly error: string | undefined;
  readonly onChange: (part: Partial<Draft>) => void;
}

function Use({ draft: { use, scopes }, error, onChange }: UseProps) {
  const { t } = useTranslation();
  const { permissions } = useSignedIn();
  return (
    <>
      <Radio.Group
        label={t('apiKeys.scopes')}
        value={use}
        onChange={(value) => onChange({ use: value === 'write' ? 'write' : 'other' })}
      >
        <Stack gap={8} mt={6}>
          <Radio value="write" label={t('apiKeys.write')} description={t('apiKeys.writeHelp')} />
          <Radio value="other" label={t('apiKeys.other')} description={t('apiKeys.otherHelp')} />
        </Stack>
      </Radio.Group>
      {use === 'other' ? (
        <Checkbox.Group
          label={t('apiKeys.may')}
          error={error}
          value={[...scopes]}
          onChange={(value) => onChange({ scopes: value })}
        >
          <Stack gap={6} mt={6}>
            {permissions.map((permission) => (
              <Checkbox
                key={permission}
                value={permission}
                label={<span className="mono">{permission}</span>}
              />
            ))}
          </Stack>
        </Checkbox.Group>
      ) : null}
    </>
  );
}
