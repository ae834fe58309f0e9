import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from '../ui/page.module.css';
import { Inbox } from './inbox';
import { Rules } from './rules';
import { useAlertsSearch } from './use-alerts';

/** What is worth a look, and what is watched for. */
export function AlertsPage() {
  const { t } = useTranslation();
  const [{ tab = 'inbox' }, change] = useAlertsSearch();
  const turn = (to: string | null): void =>
    change({ tab: to === 'rules' ? 'rules' : undefined, cursor: undefined, rule: undefined });
  return (
    <div className={classes.page}>
      <Tabs value={tab === 'rules' ? 'rules' : 'inbox'} onChange={turn} keepMounted={false}>
        <Tabs.List mb="sm">
          <Tabs.Tab value="inbox">{t('alerts.inbox')}</Tabs.Tab>
          <Tabs.Tab value="rules">{t('alerts.rules')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="inbox">
          <Inbox />
        </Tabs.Panel>
        <Tabs.Panel value="rules">
          <Rules />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}
