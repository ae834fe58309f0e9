import { Button, Group, Switch, Text, TextInput, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SmallButton } from '../ui/small-button';
import type { Weekday } from '../../../organizations/organizations.contract';
import classes from '../ui/page.module.css';
import { WEEK } from '../ui/week';
import { hoursWords } from './settings-changes';
import type { SettingsForm } from './settings-form';

/** When people work: what happens at other times is flagged off-hours. */
export function WorkingTime({ form }: { form: SettingsForm }) {
  const { t } = useTranslation();
  return (
    <div className={classes.columns}>
      <section className={`card ${classes.section}`} aria-labelledby="hours">
        <Title order={2} id="hours">
          {t('settings.working_hours')}
        </Title>
        <Text size="sm" c="dimmed">
          {t('settings.hoursHelp', { zone: form.draft.time_zone })}{' '}
          <Link to="/audit-log" search={{ q: 'flag:off_hours', range: '7d' }} className={classes.link}>
            {t('settings.offHours')}
          </Link>
        </Text>
        {WEEK.map((day) => (
          <Day key={day} day={day} form={form} />
        ))}
        <Text size="sm">{hoursWords(form.draft.working_hours)}</Text>
      </section>
      <Holidays form={form} />
    </div>
  );
}

const USUAL = { from: '07:00', to: '19:00' };

function Day({ day, form: { draft, change, problem, whyNot } }: { day: Weekday; form: SettingsForm }) {
  const { t } = useTranslation();
  const hours = draft.working_hours[day];
  const name = t(`weekday.${day}`);
  const set = (value: typeof hours) => change({ working_hours: { ...draft.working_hours, [day]: value } });
  const fault = problem?.errors?.find(({ pointer }) => pointer.startsWith(`/working_hours/${day}`))?.detail;
  return (
    <Group gap="sm" wrap="wrap">
      <Switch
        label={name}
        w={130}
        checked={hours !== null}
        disabled={whyNot !== undefined}
        onChange={(event) => set(event.target.checked ? USUAL : null)}
      />
      {hours === null ? (
        <Text size="sm" c="dimmed">
          {t('settings.noWork')}
        </Text>
      ) : (
        (['from', 'to'] as const).map((side) => (
          <TextInput
            key={side}
            w={84}
            size="xs"
            aria-label={t(`settings.${side}`, { day: name })}
            value={hours[side]}
            placeholder={USUAL[side]}
            disabled={whyNot !== undefined}
            error={side === 'to' ? fault : undefined}
            onChange={(event) => set({ ...hours, [side]: event.target.value })}
          />
        ))
      )}
    </Group>
  );
}

function Holidays({ form }: { form: SettingsForm }) {
  const { t } = useTranslation();
  const { draft, change, whyNot } = form;
  return (
    <section className={`card ${classes.section}`} aria-labelledby="holidays">
      <Title order={2} id="holidays">
        {t('settings.holidays')}
      </Title>
      {draft.holidays.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('settings.noHolidays')}
        </Text>
      ) : null}
      {draft.holidays.map((holiday) => (
        <Group key={holiday.date} gap="sm" justify="space-between">
          <span className="foreign">
            <span className="mono">{holiday.date}</span> {holiday.name}
          </span>
          <SmallButton
            label={t('settings.removeHoliday', { name: holiday.name })}
            whyNot={whyNot}
            onClick={() => change({ holidays: draft.holidays.filter((one) => one !== holiday) })}
          >
            {t('settings.remove')}
          </SmallButton>
        </Group>
      ))}
      <NewHoliday form={form} />
    </section>
  );
}

function NewHoliday({ form: { draft, change, whyNot } }: { form: SettingsForm }) {
  const { t } = useTranslation();
  const [date, setDate] = useState('');
  const [name, setName] = useState('');
  const missing = date === '' || name.trim() === '' ? t('settings.holidayWhyNot') : undefined;
  const add = () => {
    const others = draft.holidays.filter((one) => one.date !== date);
    change({ holidays: [...others, { date, name }].toSorted((a, b) => a.date.localeCompare(b.date)) });
    setDate('');
    setName('');
  };
  return (
    <Group gap="sm" align="flex-end">
      <TextInput
        type="date"
        label={t('settings.holidayDate')}
        value={date}
        disabled={whyNot !== undefined}
        onChange={(event) => setDate(event.target.value)}
      />
      <TextInput
        label={t('settings.holidayName')}
        value={name}
        disabled={whyNot !== undefined}
        onChange={(event) => setName(event.target.value)}
      />
      <Button
        variant="default"
        disabled={(whyNot ?? missing) !== undefined}
        title={whyNot ?? missing}
        onClick={add}
      >
        {t('settings.addHoliday')}
      </Button>
    </Group>
  );
}
