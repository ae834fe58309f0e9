import { Button, Checkbox, NativeSelect, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActivityUserPage, ActivityView } from '../../../activity/activity.contract';
import { RangePicker } from '../audit-log/range-picker';
import { localZone, useOrganizationZone } from '../preferences/time-zone';
import classes from './activity.module.css';
import { CATEGORIES } from './address';
import { useFigures, type ActivityState } from './use-activity';

interface Props {
  readonly state: ActivityState;
  readonly teams: ActivityView['teams'];
  readonly range: readonly [boolean, (opened: boolean) => void];
}

const CLEARED = {
  user: undefined,
  team: undefined,
  category: undefined,
  range: undefined,
  from: undefined,
  to: undefined,
  tz: undefined,
  compare: undefined,
  q: undefined,
  dormant: undefined,
};

/** Whose activity, of which kind, when, and by whose clocks: all of it in the address. */
export function Filters({ state, teams, range: [rangeOpen, setRangeOpen] }: Props) {
  const { t } = useTranslation();
  const { search, ask } = state;
  const isFiltered = Object.keys(CLEARED).some((name) => search[name as keyof typeof CLEARED] !== undefined);
  const ranged = { search, zone: state.zone, ask };
  return (
    <search className={classes.filters}>
      <UserChoice state={state} />
      {teams.length === 0 ? null : <TeamChoice state={state} teams={teams} />}
      <CategoryChoice state={state} />
      <RangePicker log={ranged} opened={rangeOpen} onChange={setRangeOpen} />
      <ZoneChoice state={state} />
      <Checkbox
        size="xs"
        label={t('activity.compare')}
        checked={search.compare !== 'off'}
        onChange={(event) => ask({ compare: event.target.checked ? undefined : 'off' })}
      />
      {isFiltered ? (
        <Button
          variant="default"
          size="xs"
          h={34}
          leftSection={<IconX size={14} aria-hidden />}
          onClick={() => ask(CLEARED)}
        >
          {t('activity.clear')}
        </Button>
      ) : null}
    </search>
  );
}

function TeamChoice({ state: { search, ask }, teams }: Pick<Props, 'state' | 'teams'>) {
  const { t } = useTranslation();
  return (
    <NativeSelect
      size="xs"
      aria-label={t('activity.team')}
      value={search.team ?? ''}
      data={[
        { value: '', label: t('activity.allTeams') },
        ...teams.map(({ id, name, users }) => ({ value: id, label: `${name} (${users})` })),
      ]}
      onChange={(event) => ask({ team: event.target.value })}
    />
  );
}

function CategoryChoice({ state: { search, ask } }: Pick<Props, 'state'>) {
  const { t } = useTranslation();
  return (
    <NativeSelect
      size="xs"
      aria-label={t('activity.categoryLabel')}
      value={search.category ?? ''}
      data={[
        { value: '', label: t('activity.allCategories') },
        ...CATEGORIES.map((value) => ({ value, label: t(`activity.category.${value}`) })),
      ]}
      onChange={(event) => ask({ category: event.target.value })}
    />
  );
}

const MOST_FOUND = 20;

function UserChoice({ state: { search, ask } }: { state: ActivityState }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [opened, setOpened] = useState(false);
  const [q] = useDebouncedValue(text, 250);
  const found = useFigures<ActivityUserPage>('/users', { q, sort: 'name', limit: MOST_FOUND }, opened);
  const chosen = useFigures<ActivityUserPage>(
    '/users',
    { user: search.user, limit: 1 },
    search.user !== undefined,
  );
  const people = [
    ...(search.user === undefined ? [] : (chosen.data?.data ?? [])),
    ...(found.data?.data ?? []),
  ];
  const options = new Map(people.map(({ id, name, email }) => [id, name ?? email ?? id]));
  if (search.user !== undefined && !options.has(search.user)) options.set(search.user, search.user);
  return (
    <Select
      w={190}
      size="xs"
      aria-label={t('activity.user')}
      placeholder={t('activity.allUsers')}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('activity.allUsers') }}
      nothingFoundMessage={t('activity.userNone')}
      value={search.user ?? null}
      data={[...options].map(([value, label]) => ({ value, label }))}
      filter={({ options: all }) => all}
      onSearchChange={setText}
      onDropdownOpen={() => setOpened(true)}
      onChange={(user) => ask({ user: user ?? undefined })}
    />
  );
}

export function ZoneChoice({ state: { search, ask } }: { state: ActivityState }) {
  const { t } = useTranslation();
  const ofOrganization = useOrganizationZone(true);
  const zones = new Map([
    ['', t('activity.zoneOrganization', { zone: ofOrganization ?? '…' })],
    ['UTC', 'UTC'],
    [localZone(), t('activity.zoneLocal', { zone: localZone() })],
    ...(search.tz === undefined ? [] : [[search.tz, search.tz] as const]),
  ]);
  return (
    <NativeSelect
      size="xs"
      aria-label={t('activity.zone')}
      value={search.tz ?? ''}
      data={[...zones].map(([value, label]) => ({ value, label }))}
      onChange={(event) => ask({ tz: event.target.value })}
    />
  );
}
