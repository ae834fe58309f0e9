import { Button, Popover, Text, TextInput } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { minuteMoment, fullDay } from '../preferences/moments';
import type { LogSearch } from './address';
import { saysTime } from './query-terms';
import classes from './range-picker.module.css';
import { DEFAULT_RANGE, PRESETS, readTyped, type TimeRange } from './time-range';

/** What of a page's state a range is read from and written to. */
export interface Ranged {
  readonly search: Pick<LogSearch, 'q' | 'range' | 'from' | 'to'>;
  readonly zone: string;
  readonly ask: (range: Record<keyof TimeRange, string | undefined>) => void;
}

export interface PickerProps {
  readonly log: Ranged;
  readonly opened: boolean;
  readonly onChange: (opened: boolean) => void;
}

/** Relative ranges, a typed one, a day or two, and what lies between. */
export function RangePicker({ log, opened, onChange }: PickerProps) {
  const { t } = useTranslation();
  const name = useRangeName(log);
  const choose = (range: TimeRange): void => {
    log.ask({ range: undefined, from: undefined, to: undefined, ...range });
    onChange(false);
  };
  return (
    <Popover opened={opened} onChange={onChange} position="bottom-end" trapFocus returnFocus shadow="md">
      <Popover.Target>
        <Button
          variant="default"
          h={34}
          size="xs"
          leftSection={<IconClock size={16} aria-hidden />}
          rightSection={<kbd>t</kbd>}
          onClick={() => onChange(!opened)}
          aria-label={t('range.label', { range: name })}
        >
          {name}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown} aria-label={t('range.title')}>
        <Presets search={log.search} onChoose={choose} />
        <div className={classes.own}>
          <Typed onChoose={choose} />
          <Days onChoose={choose} />
          <Text size="xs" c="dimmed">
            {t('range.zone', { zone: log.zone })}
          </Text>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

type OnChoose = (range: TimeRange) => void;

function Presets({ search, onChoose }: { search: Ranged['search']; onChoose: OnChoose }) {
  const { t } = useTranslation();
  const current = search.from === undefined ? (search.range ?? DEFAULT_RANGE) : null;
  return (
    <ul className={classes.presets}>
      {PRESETS.map((range) => (
        <li key={range}>
          <button
            type="button"
            className={classes.preset}
            aria-pressed={range === current}
            onClick={() => onChoose({ range })}
          >
            {t(`range.${range}`)}
          </button>
        </li>
      ))}
    </ul>
  );
}

function Typed({ onChoose }: { onChoose: OnChoose }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [isWrong, setWrong] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const range = readTyped(text);
    setWrong(!range);
    if (range) onChoose(range);
  };
  return (
    <form onSubmit={submit} className={classes.line}>
      <TextInput
        label={t('range.typed')}
        description={t('range.typedHelp')}
        error={isWrong ? t('range.typedWrong') : null}
        value={text}
        onChange={(event) => setText(event.target.value)}
        data-autofocus
        flex={1}
      />
      <Button type="submit" variant="default">
        {t('range.apply')}
      </Button>
    </form>
  );
}

function Days({ onChoose }: { onChoose: OnChoose }) {
  const { t } = useTranslation();
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChoose({ from, to: to === '' ? from : to });
  };
  return (
    <form onSubmit={submit} className={classes.line}>
      <TextInput
        type="date"
        label={t('range.from')}
        required
        withAsterisk={false}
        value={from}
        onChange={(event) => setFrom(event.target.value)}
        flex={1}
      />
      <TextInput
        type="date"
        label={t('range.to')}
        min={from}
        value={to}
        onChange={(event) => setTo(event.target.value)}
        flex={1}
      />
      <Button type="submit" variant="default">
        {t('range.apply')}
      </Button>
    </form>
  );
}

/** `Last 7 days`, `10 Nov 2026`, `10 Nov 2026, 02:00 – 11 Nov 2026, 03:00`. */
export function useRangeName({ search: { q = '', range = DEFAULT_RANGE, from, to }, zone }: Ranged): string {
  const { t } = useTranslation();
  if (from !== undefined && from === to) return momentName(from, zone);
  if (from !== undefined || to !== undefined)
    return t('range.fromTo', { from: momentName(from, zone), to: momentName(to, zone) });
  if (saysTime(q)) return t('range.inQuery');
  const preset = PRESETS.find((each) => each === range);
  return preset ? t(`range.${preset}`) : t('range.other', { range });
}

/** A date is the same day in every zone. */
function momentName(moment: string | undefined, zone: string): string {
  if (moment === undefined || Number.isNaN(Date.parse(moment))) return '…';
  return moment.length === 10 ? fullDay(moment, 'UTC') : minuteMoment(moment, zone);
}
