import { Select, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberPage } from '../../../members/members.contract';
import { api } from '../api/api';
import { faultOf } from '../api/problem';
import { SmallButton } from '../ui/small-button';
import { Dialog } from '../ui/dialog';
import { useWhyNot } from '../ui/permissions';
import { ActionForm } from '../ui/action-form';
import { Loaded } from '../ui/loaded';
import { useAction } from '../ui/use-action';
import { refreshAlerts } from './alert-words';

/** Opens the choice of whom to give an alert to; those who may not list the members take it themselves. */
export function AssignButton({ id, name }: { id: string; name: string }) {
  const { t } = useTranslation();
  const [opened, dialog] = useDisclosure(false);
  const whyNot = useWhyNot('members:manage');
  return (
    <>
      <SmallButton whyNot={whyNot} onClick={dialog.open}>
        {t('alerts.assign')}
      </SmallButton>
      <Dialog opened={opened} onClose={dialog.close} title={t('alerts.assignTitle', { name })}>
        {opened ? <Assign id={id} onDone={dialog.close} /> : null}
      </Dialog>
    </>
  );
}

/** Gives an alert to somebody who may read the log; the server says so of who may not. */
function Assign({ id, onDone }: { id: string; onDone: () => void }) {
  const { t } = useTranslation();
  const [member, setMember] = useState<string | null>(null);
  const query = useQuery({
    queryKey: ['members', 'all'],
    queryFn: ({ signal }) => api<MemberPage>('GET', '/v1/members', { query: { limit: 200 }, signal }),
  });
  const action = useAction(async () => {
    await api('PUT', `/v1/alerts/${id}/assignment`, { body: { member_id: member } });
    onDone();
    await refreshAlerts();
  });
  return (
    <Loaded query={query} permission="members:manage">
      {({ data }) => (
        <ActionForm action={action} label={t('alerts.assignIt')} isReady={member !== null}>
          <Text size="sm" c="dimmed">
            {t('alerts.assignLead')}
          </Text>
          <Select
            label={t('alerts.assignTo')}
            searchable
            value={member}
            error={faultOf(action.problem, 'member_id')}
            data={data.map(({ id: value, name, email }) => ({ value, label: `${name} · ${email}` }))}
            onChange={setMember}
          />
        </ActionForm>
      )}
    </Loaded>
  );
}
