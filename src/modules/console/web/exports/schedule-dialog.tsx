import { MultiSelect, NativeSelect, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../ui/dialog';
import type { ExportSchedule, Frequency } from '../../../exports/exports.schedules.contract';
import type { MemberPage } from '../../../members/members.contract';
import type { Weekday } from '../../../organizations/organizations.contract';
import { api } from '../api/api';
import { faultOf, type Problem } from '../api/problem';
import { faultOfQuery } from '../audit-log/query-terms';
import { ActionForm } from '../ui/action-form';
import { NumberField } from '../ui/number-field';
import { QueryInput } from '../ui/query-input';
import { textOfParameters } from '../ui/query-text';
import { useAction } from '../ui/use-action';
import { WEEK } from '../ui/week';
import { FormatSelect } from './format-select';
import { refreshSchedules } from './export-parts';

interface Draft {
  readonly name: string;
  readonly q: string;
  readonly format: string;
  readonly frequency: Frequency;
  readonly weekday: Weekday;
  readonly monthDay: number;
  readonly hour: number;
  readonly keepDays: number;
  readonly mailTo: string[];
}

/** As the API has it where nothing is said. */
const FIRST: Draft = {
  name: '',
  q: '',
  format: 'csv',
  frequency: 'weekly',
  weekday: 'monday',
  monthDay: 1,
  hour: 6,
  keepDays: 30,
  mailTo: [],
};

const FREQUENCIES = ['daily', 'weekly', 'monthly'] as const;

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** The one to be changed; a new one without. */
  readonly schedule?: ExportSchedule;
}

/** A new schedule, or what is to be another of one that there is. */
export function ScheduleDialog({ opened, onClose, schedule }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={schedule ? t('schedules.editTitle', { name: schedule.name }) : t('schedules.new')}
    >
      {opened ? <ScheduleForm schedule={schedule} onDone={onClose} /> : null}
    </Dialog>
  );
}

const draftOf = (known: ExportSchedule): Draft => ({
  name: known.name,
  q: textOfParameters(known.query),
  format: known.format,
  frequency: known.frequency,
  weekday: known.weekday ?? FIRST.weekday,
  monthDay: known.month_day ?? FIRST.monthDay,
  hour: known.hour,
  keepDays: known.keep_days,
  mailTo: [...known.mail_to],
});

/** What was not touched of the query is sent as it was. */
const queryOf = (q: string, known: ExportSchedule | undefined): object => {
  if (known && textOfParameters(known.query) === q) return known.query;
  return q === '' ? {} : { q };
};

const bodyOf = (
  { name, q, format, frequency, weekday, monthDay, hour, keepDays, mailTo }: Draft,
  known: ExportSchedule | undefined,
) => ({
  ...(known ? { version: known.version } : {}),
  name,
  format,
  query: queryOf(q, known),
  frequency,
  ...(frequency === 'weekly' ? { weekday } : {}),
  ...(frequency === 'monthly' ? { month_day: monthDay } : {}),
  hour,
  keep_days: keepDays,
  mail_to: mailTo,
});

interface FormProps {
  readonly schedule: ExportSchedule | undefined;
  readonly onDone: () => void;
}

function ScheduleForm({ schedule, onDone }: FormProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(() => (schedule ? draftOf(schedule) : FIRST));
  const change = (patch: Partial<Draft>) => setDraft({ ...draft, ...patch });
  const fault = faultOfQuery(draft.q);
  const action = useAction(async () => {
    const body = bodyOf(draft, schedule);
    if (schedule) await api('PATCH', `/v1/export-schedules/${schedule.id}`, { body });
    else await api('POST', '/v1/export-schedules', { body });
    onDone();
    await refreshSchedules();
  });
  return (
    <ActionForm action={action} label={schedule ? t('ui.save') : t('schedules.create')} isReady={!fault}>
      {schedule ? <Text size="sm">{t('schedules.editLead')}</Text> : null}
      <TextInput
        label={t('schedules.name')}
        required
        withAsterisk={false}
        value={draft.name}
        error={faultOf(action.problem, 'name')}
        onChange={(event) => change({ name: event.target.value })}
      />
      <QueryInput value={draft.q} fault={fault?.message} onChange={(q) => change({ q })} />
      <FormatSelect value={draft.format} onChange={(format) => change({ format })} />
      <When draft={draft} problem={action.problem} change={change} />
      <Hours draft={draft} problem={action.problem} change={change} />
      <Recipients value={draft.mailTo} onChange={(mailTo) => change({ mailTo })} />
    </ActionForm>
  );
}

interface WhenProps {
  readonly draft: Draft;
  readonly problem: Problem | null;
  readonly change: (patch: Partial<Draft>) => void;
}

function When({ draft, problem, change }: WhenProps) {
  const { t } = useTranslation();
  return (
    <>
      <NativeSelect
        label={t('schedules.frequency')}
        description={t('schedules.frequencyHelp')}
        value={draft.frequency}
        data={FREQUENCIES.map((value) => ({ value, label: t(`schedules.every.${value}`) }))}
        onChange={(event) => change({ frequency: event.target.value as Frequency })}
      />
      {draft.frequency === 'weekly' ? (
        <NativeSelect
          label={t('schedules.weekday')}
          value={draft.weekday}
          data={WEEK.map((value) => ({ value, label: t(`weekday.${value}`) }))}
          onChange={(event) => change({ weekday: event.target.value as Weekday })}
        />
      ) : null}
      {draft.frequency === 'monthly' ? (
        <NumberField
          label={t('schedules.monthDay')}
          min={1}
          max={28}
          value={draft.monthDay}
          error={faultOf(problem, 'month_day')}
          onChange={(value) => change({ monthDay: value })}
        />
      ) : null}
    </>
  );
}

function Hours({ draft, problem, change }: WhenProps) {
  const { t } = useTranslation();
  return (
    <>
      <NumberField
        label={t('schedules.hourLabel')}
        help={t('schedules.hourHelp')}
        min={0}
        max={23}
        value={draft.hour}
        error={faultOf(problem, 'hour')}
        onChange={(value) => change({ hour: value })}
      />
      <NumberField
        label={t('schedules.keepLabel')}
        min={7}
        max={3650}
        value={draft.keepDays}
        error={faultOf(problem, 'keep_days')}
        onChange={(value) => change({ keepDays: value })}
      />
    </>
  );
}

/** Whoever may not see the members cannot choose among them: the schedule then mails nobody. */
function Recipients({ value, onChange }: { value: string[]; onChange: (value: string[]) => void }) {
  const { t } = useTranslation();
  const { data } = useQuery({
    queryKey: ['members', 'all'],
    queryFn: ({ signal }) => api<MemberPage>('GET', '/v1/members', { query: { limit: 200 }, signal }),
  });
  return (
    <MultiSelect
      label={t('schedules.mailTo')}
      description={data ? t('schedules.mailToHelp') : t('schedules.mailToUnknown')}
      disabled={!data}
      searchable
      data={(data?.data ?? []).map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` }))}
      value={value}
      onChange={onChange}
    />
  );
}
