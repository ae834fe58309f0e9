import { CATEGORIES } from '../../src/platform/context/action-spec';
import { DAY_MS } from '../../src/platform/clock/clock';
import type { NewEvent } from '../../src/modules/audit/audit.event';
import { keepForEver, type PolicyTerms } from '../../src/modules/retention/policy/policy';
import type { Random } from '../bench/random';
import { anEvent } from './log-fixture';

const SOURCES = ['security', 'api', 'ehr.records', 'ai'];
/** Few, on both sides of where the rounding of dates changes. */
const DAYS = [1, 7, 30, 31, 32, 90, 365, 366, 367, 2_190, 3_650];

/** Any policy that could be asked for, of the events that `randomlyDated` makes. */
export function randomPolicy(
  random: Random,
  { shortest = 1, longest = 3_650, mayKeepForEver = true } = {},
): PolicyTerms {
  const choices = DAYS.filter((days) => days >= shortest && days <= longest);
  const floorDays = random.chance(0.3) ? random.of(choices) : null;
  const days = (): number | null => {
    if (mayKeepForEver && random.chance(0.15)) return null;
    return Math.max(random.of(choices), floorDays ?? 0);
  };
  const rules = [
    ...[...SOURCES, 'nobody'].filter(() => random.chance(0.4)).map((source) => ({ source, days: days() })),
    ...CATEGORIES.filter(() => random.chance(0.3)).map((category) => ({ category, days: days() })),
  ];
  return { ...keepForEver, defaultDays: days(), rules, floorDays };
}

/** Events of any source and category, of so many days before a moment. */
export const randomlyDated = (random: Random, count: number, now: Date, days: number): NewEvent[] =>
  Array.from({ length: count }, () =>
    anEvent({
      occurred_at: new Date(now.getTime() - Math.floor(random.next() * days * DAY_MS)),
      source: random.of(SOURCES),
      category: random.of([...CATEGORIES, null]),
    }),
  );
