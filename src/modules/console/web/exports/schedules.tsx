import { Anchor, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCalendarRepeat } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../ui/data-table';
import { AddButton, SmallButton } from '../ui/small-button';
import type { ExportSchedule, ExportScheduleList } from '../../../exports/exports.schedules.contract';
import { api } from '../api/api';
import { minuteMoment } from '../preferences/moments';
import { useZone } from '../preferences/time-zone';
import { ConfirmedButton } from '../ui/confirmed-button';
import { Loaded, PageState } from '../ui/loaded';
import classes from '../ui/page.module.css';
import { useWhyNot } from '../ui/permissions';
import { Pill } from '../ui/pill';
import { ProblemNotice } from '../ui/problem-notice';
import { QueryLink } from '../ui/query-link';
import { textOfParameters } from '../ui/query-text';
import { useAction } from '../ui/use-action';
import { ExportState, refreshSchedules } from './export-parts';
import { ScheduleDialog } from './schedule-dialog';

/** Exports that are made by themselves. */
export function Schedules() {
  const { t } = useTranslation();
  const [opened, dialog] = useDisclosure(false);
  const whyNot = useWhyNot('audit:export');
  const query = useQuery({
    queryKey: ['export-schedules'],
    queryFn: ({ signal }) => api<ExportScheduleList>('GET', '/v1/export-schedules', { signal }),
  });
  return (
    <div className={classes.page}>
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {whyNot ?? t('schedules.lead')}
        </Text>
        <AddButton whyNot={whyNot} onClick={dialog.open}>
          {t('schedules.new')}
        </AddButton>
      </Group>
      <Loaded query={query} permission="audit:export">
        {({ data }) =>
          data.length === 0 ? (
            <PageState icon={<IconCalendarRepeat size={32} aria-hidden />} title={t('schedules.none')}>
              <Text c="dimmed">{t('schedules.noneLead')}</Text>
            </PageState>
          ) : (
            <div className="card">
              <ScheduleTable schedules={data} />
            </div>
          )
        }
      </Loaded>
      <ScheduleDialog opened={opened} onClose={dialog.close} />
    </div>
  );
}

const COLUMNS = ['name', 'rhythm', 'next', 'last', 'for', 'actions'] as const;

function ScheduleTable({ schedules }: { schedules: readonly ExportSchedule[] }) {
  const { t } = useTranslation();
  return (
    <DataTable
      label={t('exports.scheduled')}
      columns={COLUMNS.map((column) => t(`schedules.column.${column}`))}
    >
      {schedules.map((one) => (
        <Row key={one.id} schedule={one} />
      ))}
    </DataTable>
  );
}

function Row({ schedule }: { schedule: ExportSchedule }) {
  const { t } = useTranslation();
  const label = (column: (typeof COLUMNS)[number]) => ({ 'data-label': t(`schedules.column.${column}`) });
  return (
    <tr>
      <td {...label('name')}>
        <span className="foreign">
          <b>{schedule.name}</b>
          <span className={classes.second}>
            {t(`exports.format.${schedule.format as 'csv'}`, { defaultValue: schedule.format })} ·{' '}
            <QueryLink text={textOfParameters(schedule.query)} />
          </span>
        </span>
      </td>
      <td {...label('rhythm')}>
        <Rhythm schedule={schedule} />
      </td>
      <td {...label('next')}>
        <Next schedule={schedule} />
      </td>
      <td {...label('last')}>
        <LastRun schedule={schedule} />
      </td>
      <td {...label('for')} className="foreign">
        <span>
          {schedule.runs_for.name}
          <span className={classes.second}>{t('schedules.mails', { count: schedule.mail_to.length })}</span>
        </span>
      </td>
      <td {...label('actions')}>
        <Actions schedule={schedule} />
      </td>
    </tr>
  );
}

function Next({ schedule: { suspension, next_at: next } }: { schedule: ExportSchedule }) {
  const { t } = useTranslation();
  const { name: zone } = useZone();
  if (!suspension) return <span>{next === null ? '–' : minuteMoment(next, zone)}</span>;
  return (
    <span>
      <Pill tone="warn">{t('schedules.suspended')}</Pill>
      <span className={classes.second}>{t(`schedules.reason.${suspension.reason}`)}</span>
    </span>
  );
}

function LastRun({ schedule: { last_run: run } }: { schedule: ExportSchedule }) {
  const { t } = useTranslation();
  if (run === null) return <span>{t('schedules.never')}</span>;
  return (
    <span>
      <Anchor component={Link} to={`/exports/${run.export_id}`}>
        {run.period}
      </Anchor>{' '}
      <ExportState state={run.state} />
    </span>
  );
}

function Rhythm({ schedule }: { schedule: ExportSchedule }) {
  const { t } = useTranslation();
  const { frequency, weekday, month_day: day, hour, time_zone: zone, keep_days: count } = schedule;
  const when = {
    daily: t('schedules.daily'),
    weekly: t('schedules.weekly', { weekday: weekday === null ? '' : t(`weekday.${weekday}`) }),
    monthly: t('schedules.monthly', { day: day ?? 1 }),
  };
  return (
    <span>
      {when[frequency]}
      <span className={classes.second}>
        {t('schedules.hour', { hour: `${String(hour).padStart(2, '0')}:00`, zone })} ·{' '}
        {t('schedules.keep', { count })}
      </span>
    </span>
  );
}

function Actions({ schedule }: { schedule: ExportSchedule }) {
  const { id, name, suspension } = schedule;
  const [editing, edit] = useDisclosure(false);
  const { t } = useTranslation();
  const whyNot = useWhyNot('audit:export');
  const toggle = useAction(async () => {
    await api(suspension ? 'DELETE' : 'PUT', `/v1/export-schedules/${id}/suspension`);
    await refreshSchedules();
  });
  const remove = async () => {
    await api('DELETE', `/v1/export-schedules/${id}`);
    await refreshSchedules();
  };
  return (
    <div className={classes.actions}>
      <SmallButton whyNot={whyNot} label={t('schedules.editLabel', { name })} onClick={edit.open}>
        {t('schedules.edit')}
      </SmallButton>
      <ScheduleDialog opened={editing} onClose={edit.close} schedule={schedule} />
      <SmallButton loading={toggle.busy} whyNot={whyNot} onClick={() => void toggle.run()}>
        {suspension ? t('schedules.resume') : t('schedules.suspend')}
      </SmallButton>
      <ConfirmedButton
        label={t('ui.delete')}
        title={t('schedules.deleteTitle', { name })}
        lead={t('schedules.deleteLead')}
        whyNot={whyNot}
        onConfirm={remove}
      />
      <ProblemNotice problem={toggle.problem} />
    </div>
  );
}
