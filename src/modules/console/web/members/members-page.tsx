import { Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from '../ui/page.module.css';
import { TABS, type MembersTab as Name } from './address';
import { InvitationsTab } from './invitations-tab';
import { MembersTab } from './members-tab';
import { RolesTab } from './roles-tab';
import { TeamsTab } from './teams-tab';

const PANELS: Readonly<Record<Name, () => React.ReactNode>> = {
  members: MembersTab,
  invitations: InvitationsTab,
  roles: RolesTab,
  teams: TeamsTab,
};

/** Who belongs here, who is on the way, what they may do, and who leads whom. The tab is in the address. */
export function MembersPage() {
  const { t } = useTranslation();
  const { tab = 'members' } = useSearch({ from: '/inside/members' });
  const navigate = useNavigate();
  const choose = (next: string | null): void =>
    void navigate({ to: '/members', search: next === 'members' ? {} : { tab: next as Name } });
  const Panel = PANELS[tab];
  return (
    <div className={classes.page}>
      <Tabs value={tab} onChange={choose} keepMounted={false}>
        <Tabs.List mb="sm">
          {TABS.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {t(`members.tab.${each}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab}>
          <Panel />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}
