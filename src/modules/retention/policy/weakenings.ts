import type { Weakening } from '../retention.contract';
import { daysFor, type Lengths } from './days-for';
import type { PolicyTerms } from './policy';

/**
 * In what a policy protects less than the one before, in a fixed order, so that two lists can be compared. None: the change is
 * made at once.
 */
export function weakenings(before: PolicyTerms, after: PolicyTerms): Weakening[] {
  return [...shorter(before, after), ...rest(before, after)];
}

/** True when some event would be kept for less long than before: the rows there are must be looked at again. */
export const isShorter = (before: Lengths, after: Lengths): boolean => shorter(before, after).length > 0;

/**
 * Whether a change from `current` makes the same weaker as it did from `base`, to the single kind of event: if not, those who
 * agreed to it agreed to something else.
 */
export function meansTheSame(base: PolicyTerms, current: PolicyTerms, asked: PolicyTerms): boolean {
  const all = [base, current, asked];
  const from = (before: PolicyTerms): string =>
    JSON.stringify([each(before, asked, all), ...rest(before, asked)]);
  return from(base) === from(current);
}

type Shorter = Extract<Weakening, { what: 'kept_shorter' }>;

/** No event has it: sources begin with a letter or a digit. */
const NO_SOURCE = '';

/**
 * Row by row all that the policies tell apart: every source and category that any of them names, and last whatever none names;
 * null where nothing is shorter.
 */
function each(before: Lengths, after: Lengths, policies: readonly Lengths[]): (Shorter | null)[][] {
  const [from, to] = [daysFor(before), daysFor(after)];
  const categories = [...named('category', policies), null];
  return [...named('source', policies), null].map((source) =>
    categories.map((category) => {
      const [was, is] = [from(source ?? NO_SOURCE, category), to(source ?? NO_SOURCE, category)];
      const less = is !== null && (was === null || is < was);
      return less ? { what: 'kept_shorter', source, category, from: was, to: is } : null;
    }),
  );
}

/** What is as in the row, or the column, of "none" is not listed by itself. */
function shorter(before: Lengths, after: Lengths): Shorter[] {
  const rows = each(before, after, [before, after]);
  const others = rows.at(-1) as (Shorter | null)[];
  const own = rows.filter((row) => row === others || !row.every((one, n) => alike(one, others[n] ?? null)));
  return own.flatMap((row) => {
    const rest = row.at(-1) ?? null;
    return row.filter((one): one is Shorter => one !== null && (one === rest || !alike(one, rest)));
  });
}

const alike = (one: Shorter | null, other: Shorter | null): boolean =>
  one?.from === other?.from && one?.to === other?.to;

function named(member: 'source' | 'category', policies: readonly Lengths[]): string[] {
  const names = policies.flatMap(({ rules = [] }) => rules.map((rule) => rule[member]));
  return [...new Set(names.filter((name) => name !== undefined))].toSorted();
}

const rest = (before: PolicyTerms, after: PolicyTerms): Weakening[] => [
  ...floor(before, after),
  ...preset(before, after),
  ...switches(before, after),
];

function floor({ floorDays: from }: PolicyTerms, { floorDays: to }: PolicyTerms): Weakening[] {
  return from !== null && (to ?? 0) < from ? [{ what: 'floor_lowered', from, to }] : [];
}

/** From PCI to HIPAA nothing is given up. */
function preset({ preset: from }: PolicyTerms, { preset: to }: PolicyTerms): Weakening[] {
  return from === 'custom' || from === to || to === 'hipaa' ? [] : [{ what: 'preset_left', from, to }];
}

const switches = (before: PolicyTerms, after: PolicyTerms): Weakening[] => [
  ...(after.erasureAllowed && !before.erasureAllowed ? [{ what: 'erasure_allowed' } as const] : []),
  ...(before.archive && !after.archive ? [{ what: 'archive_ended' } as const] : []),
];
