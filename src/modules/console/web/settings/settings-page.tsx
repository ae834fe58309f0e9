import { Button, Tabs, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrganizationView } from '../../../organizations/organizations.contract';
import { api } from '../api/api';
import { queryClient, useSignedIn } from '../api/session';
import { Loaded } from '../ui/loaded';
import classes from '../ui/page.module.css';
import { useWhyNot } from '../ui/permissions';
import { Pill } from '../ui/pill';
import { ProblemNotice } from '../ui/problem-notice';
import { useAction } from '../ui/use-action';
import { TABS, type SettingsTab } from './address';
import { Consents } from './consents';
import { Elsewhere } from './elsewhere';
import { Leaving } from './leaving';
import { ProfileSettings } from './profile-settings';
import { SecuritySettings } from './security-settings';
import { changesOf, type Change, type Draft } from './settings-changes';
import type { SettingsForm } from './settings-form';
import { WeeklyReview } from './weekly-review';
import { WorkingTime } from './working-time';

/** What the organization has decided about itself; a change is saved as a whole, with what it was before. */
export function SettingsPage() {
  const { organization } = useSignedIn();
  const query = useQuery({
    queryKey: ['organization', organization.id],
    queryFn: ({ signal }) => api<OrganizationView>('GET', '/v1/organization', { signal }),
    staleTime: 300_000,
  });
  return (
    <div className={classes.page}>
      <Loaded query={query}>{(known) => <Settings known={known} />}</Loaded>
    </div>
  );
}

function Settings({ known }: { known: OrganizationView }) {
  const [patch, setPatch] = useState<Partial<Draft>>({});
  const whyNot = useWhyNot('settings:manage');
  const changes = changesOf(known, patch);
  const save = useAction(async () => {
    const body = Object.fromEntries(changes.map(({ name, after }) => [name, after === '' ? null : after]));
    const saved = await api<OrganizationView>('PATCH', '/v1/organization', { body });
    queryClient.setQueryData(['organization', saved.id], saved);
    setPatch({});
  });
  const form: SettingsForm = {
    draft: { ...known, ...patch },
    change: (more) => setPatch({ ...patch, ...more }),
    problem: save.problem,
    whyNot,
  };
  return (
    <>
      {whyNot === undefined ? null : (
        <Text size="sm" c="dimmed">
          {whyNot}
        </Text>
      )}
      <SettingsTabs form={form} since={known.mfa_required_since} />
      <Unsaved changes={changes} busy={save.busy} onSave={save.run} onDiscard={() => setPatch({})} />
      <ProblemNotice problem={save.problem} />
    </>
  );
}

function SettingsTabs({ form, since }: { form: SettingsForm; since: string | null }) {
  const { t } = useTranslation();
  const { tab = 'profile' } = useSearch({ from: '/inside/settings' });
  const navigate = useNavigate();
  const choose = (next: string | null): void =>
    void navigate({ to: '/settings', search: next === 'profile' ? {} : { tab: next as SettingsTab } });
  return (
    <Tabs value={tab} onChange={choose} keepMounted={false}>
      <Tabs.List mb="sm">
        {TABS.map((each) => (
          <Tabs.Tab key={each} value={each}>
            {t(`settings.tab.${each}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="profile">
        <div className={classes.columns}>
          <ProfileSettings form={form} />
          <Elsewhere />
        </div>
      </Tabs.Panel>
      <Tabs.Panel value="security">
        <SecuritySettings form={form} since={since} />
      </Tabs.Panel>
      <Tabs.Panel value="hours">
        <WorkingTime form={form} />
      </Tabs.Panel>
      <Tabs.Panel value="consents">
        <Consents whyNot={form.whyNot} />
      </Tabs.Panel>
      <Tabs.Panel value="review">
        <WeeklyReview />
      </Tabs.Panel>
      <Tabs.Panel value="leaving">
        <Leaving />
      </Tabs.Panel>
    </Tabs>
  );
}

interface UnsavedProps {
  readonly changes: readonly Change[];
  readonly busy: boolean;
  readonly onSave: () => Promise<void>;
  readonly onDiscard: () => void;
}

/** What will be another than before, before it is. */
function Unsaved({ changes, busy, onSave, onDiscard }: UnsavedProps) {
  const { t } = useTranslation();
  if (changes.length === 0) return null;
  return (
    <div className={`card ${classes.bottom}`} role="status">
      <Pill tone="warn">{t('settings.unsaved', { count: changes.length })}</Pill>
      <Text size="sm" c="dimmed" className="foreign">
        {changes.map(({ name, words }) => `${t(`settings.${name}`)}: ${words}`).join(' · ')}
      </Text>
      <Button variant="default" size="xs" className={classes.push ?? ''} onClick={onDiscard}>
        {t('settings.discard')}
      </Button>
      <Button size="xs" loading={busy} onClick={() => void onSave()}>
        {t('settings.save')}
      </Button>
    </div>
  );
}
