import type { Holiday, Hours, OrganizationView } from '../../../organizations/organizations.contract';
import { WEEK } from '../ui/week';

export const FIELDS = [
  'name',
  'legal_name',
  'address',
  'contact_email',
  'contact_phone',
  'time_zone',
  'working_hours',
  'holidays',
  'mfa_required',
  'session_idle_minutes',
  'session_absolute_hours',
] as const;
export type Field = (typeof FIELDS)[number];

/** What can be changed; an emptied text is none. */
export type Draft = Pick<OrganizationView, Field>;

export interface Change {
  readonly name: Field;
  readonly after: unknown;
  /** `off → on` */
  readonly words: string;
}

/** What is another than it was, field by field. */
export function changesOf(known: Draft, patch: Partial<Draft>): Change[] {
  return FIELDS.flatMap((name) => {
    const [before, after] = [known[name], patch[name]];
    if (after === undefined || JSON.stringify(before ?? '') === JSON.stringify(after ?? '')) return [];
    return [{ name, after, words: `${wordsOf(before)} → ${wordsOf(after)}` }];
  });
}

function wordsOf(value: Draft[Field]): string {
  if (value === null || value === '') return '–';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value !== 'object') return String(value);
  return isHolidays(value) ? String(value.length) : hoursWords(value);
}

const isHolidays = (value: object): value is readonly Holiday[] => Array.isArray(value);

/** `Mon–Fri 07:00–19:00`: days that are alike stand together. */
export function hoursWords(hours: Draft['working_hours']): string {
  const groups: { days: string[]; text: string }[] = [];
  for (const day of WEEK) {
    const text = rangeWords(hours[day]);
    const last = groups.at(-1);
    if (last?.text === text) last.days.push(shortOf(day));
    else groups.push({ days: [shortOf(day)], text });
  }
  const worked = groups.filter(({ text }) => text !== '');
  const words = worked.map(({ days, text }) => `${spanOf(days)} ${text}`);
  return words.length === 0 ? '–' : words.join(', ');
}

const rangeWords = (hours: Hours | null): string => (hours ? `${hours.from}–${hours.to}` : '');
const shortOf = (day: string): string => day.charAt(0).toUpperCase() + day.slice(1, 3);
const spanOf = (days: readonly string[]): string =>
  days.length === 1 ? (days[0] ?? '') : `${days[0] ?? ''}–${days.at(-1) ?? ''}`;
