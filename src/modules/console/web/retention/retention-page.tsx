import { Anchor, Tabs } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { WaitingForYou } from '../approvals/waiting';
import { ErasuresTab } from '../erasure/erasures-tab';
import { HoldsTab } from '../holds/holds-tab';
import page from '../ui/page.module.css';
import { TABS, type RetentionTab } from './address';
import { PolicyTab } from './policy-tab';
import { PurgesTab } from './purges-tab';
import classes from './retention.module.css';

const PANELS: Readonly<Record<RetentionTab, () => React.ReactNode>> = {
  policy: PolicyTab,
  holds: HoldsTab,
  purges: PurgesTab,
  erasures: ErasuresTab,
};

/** How long events are kept, what keeps them longer, what went, and what was made to go. The tab is in the address. */
export function RetentionPage() {
  const { t } = useTranslation();
  const { tab = 'policy' } = useSearch({ from: '/inside/retention' });
  const navigate = useNavigate();
  const choose = (next: string | null): void =>
    void navigate({ to: '/retention', search: next === 'policy' ? {} : { tab: next as RetentionTab } });
  const Panel = PANELS[tab];
  return (
    <div className={page.page}>
      <WaitingForYou />
      <Tabs value={tab} onChange={choose} keepMounted={false}>
        <div className={classes.tabs}>
          <Tabs.List>
            {TABS.map((each) => (
              <Tabs.Tab key={each} value={each}>
                {t(`retention.tab.${each}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Anchor component={Link} to="/approvals" size="sm">
            {t('approvals.all')}
          </Anchor>
        </div>
        <Tabs.Panel value={tab}>
          <Panel />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}
