import { Select, TextInput, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { faultOf } from '../api/problem';
import classes from '../ui/page.module.css';
import type { SettingsForm } from './settings-form';

const TEXTS = ['name', 'legal_name', 'address', 'contact_email', 'contact_phone'] as const;

export function ProfileSettings({ form: { draft, change, problem, whyNot } }: { form: SettingsForm }) {
  const { t } = useTranslation();
  return (
    <section className={`card ${classes.section}`} aria-labelledby="profile">
      <Title order={2} id="profile">
        {t('settings.tab.profile')}
      </Title>
      {TEXTS.map((name) => (
        <TextInput
          key={name}
          label={t(`settings.${name}`)}
          value={draft[name] ?? ''}
          disabled={whyNot !== undefined}
          title={whyNot}
          error={faultOf(problem, name)}
          onChange={(event) => change({ [name]: event.target.value })}
        />
      ))}
      <ZoneSelect form={{ draft, change, problem, whyNot }} />
    </section>
  );
}

const ZONES: readonly string[] = [
  'UTC',
  ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC'),
];

function ZoneSelect({ form: { draft, change, problem, whyNot } }: { form: SettingsForm }) {
  const { t } = useTranslation();
  return (
    <Select
      label={t('settings.time_zone')}
      description={t('settings.zoneHelp')}
      searchable
      allowDeselect={false}
      limit={100}
      data={ZONES.includes(draft.time_zone) ? [...ZONES] : [draft.time_zone, ...ZONES]}
      value={draft.time_zone}
      disabled={whyNot !== undefined}
      error={faultOf(problem, 'time_zone')}
      onChange={(zone) => (zone === null ? undefined : change({ time_zone: zone }))}
    />
  );
}
