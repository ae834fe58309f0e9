import { Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconMailPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { InvitationPage } from '../../../members/members.contract';
import { api } from '../api/api';
import { Loaded, PageState } from '../ui/loaded';
import classes from '../ui/page.module.css';
import { Paging, useCursor } from '../ui/paging';
import { useWhyNot } from '../ui/permissions';
import { AddButton } from '../ui/small-button';
import { InvitationTable } from './invitation-table';
import { InviteDialog } from './invite-dialog';
import { PEOPLE } from './people';

/** Who is on the way in, and who came that way. */
export function InvitationsTab() {
  const { t } = useTranslation();
  const [cursor, setCursor] = useCursor();
  const [opened, dialog] = useDisclosure(false);
  const whyNot = useWhyNot('members:manage');
  const query = useQuery({
    queryKey: [PEOPLE, 'invitations', cursor],
    staleTime: 0,
    queryFn: ({ signal }) =>
      api<InvitationPage>('GET', '/v1/invitations', { query: { limit: 25, cursor }, signal }),
  });
  return (
    <div className={classes.page}>
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {whyNot ?? t('members.invitationsLead')}
        </Text>
        <AddButton whyNot={whyNot} onClick={dialog.open}>
          {t('members.invite')}
        </AddButton>
      </Group>
      <Loaded query={query} permission="members:manage">
        {(page) =>
          page.data.length === 0 ? (
            <PageState icon={<IconMailPlus size={32} aria-hidden />} title={t('members.noInvitations')}>
              <Text c="dimmed">{t('members.noInvitationsLead')}</Text>
            </PageState>
          ) : (
            <div className="card">
              <InvitationTable invitations={page.data} />
              <Paging page={page} onTurn={setCursor} />
            </div>
          )
        }
      </Loaded>
      <InviteDialog opened={opened} onClose={dialog.close} />
    </div>
  );
}
