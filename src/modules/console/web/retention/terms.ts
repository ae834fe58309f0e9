import type { Preset, RetentionRule, RetentionTerms } from '../../../retention/retention.contract';

/** Categories that a rule can name; sources are the organization's own. */
export const CATEGORIES = [
  'authentication',
  'navigation',
  'feature_usage',
  'settings',
  'administration',
] as const;

/** Six years for HIPAA, twelve months for PCI DSS: no event is kept for less. */
export const PRESET_FLOOR: Readonly<Record<Preset, number | null>> = { hipaa: 2_190, pci: 365, custom: null };

/** Lengths that are offered; others are typed. In days; null is for ever. */
export const LENGTHS = [30, 90, 180, 365, 730, 1_095, 2_190, 3_650, null] as const;
export const LONGEST = 3_650;

/** `source:api` */
export const ruleKey = ({ source, category }: RetentionRule): string =>
  source === undefined ? `category:${category ?? ''}` : `source:${source}`;

export const termsOf = ({
  default_days,
  rules,
  floor_days,
  preset,
  erasure_allowed,
  archive,
}: RetentionTerms): RetentionTerms => ({
  default_days,
  rules,
  floor_days,
  preset,
  erasure_allowed,
  archive,
});

const atLeast = (days: number | null, floor: number | null): number | null =>
  days === null || floor === null ? days : Math.max(days, floor);

/** Whatever would be below the floor is lifted to it, in sight: the server would refuse it. */
export function withFloor(terms: RetentionTerms, floor: number | null): RetentionTerms {
  return {
    ...terms,
    floor_days: floor,
    default_days: atLeast(terms.default_days, floor),
    rules: terms.rules.map((rule) => ({ ...rule, days: atLeast(rule.days, floor) })),
  };
}

/** The floor is the law's at least; with HIPAA nothing is erased. */
export function withPreset(terms: RetentionTerms, preset: Preset): RetentionTerms {
  const least = PRESET_FLOOR[preset];
  const floor = least === null ? terms.floor_days : Math.max(least, terms.floor_days ?? 0);
  const erasure_allowed = preset === 'hipaa' ? false : terms.erasure_allowed;
  return { ...withFloor(terms, floor), preset, erasure_allowed };
}

export type TermChange =
  | { readonly what: 'default'; readonly from: number | null; readonly to: number | null }
  | { readonly what: 'floor'; readonly from: number | null; readonly to: number | null }
  | {
      readonly what: 'rule';
      readonly rule: RetentionRule;
      /** Undefined where there is no such rule on that side. */
      readonly from: number | null | undefined;
      readonly to: number | null | undefined;
    }
  | { readonly what: 'preset'; readonly from: Preset; readonly to: Preset }
  | { readonly what: 'erasure'; readonly from: boolean; readonly to: boolean }
  | { readonly what: 'archive'; readonly from: boolean; readonly to: boolean };

/** In what two policies differ, in the order in which they are shown. */
export function differences(before: RetentionTerms, after: RetentionTerms): TermChange[] {
  const found: TermChange[] = [
    { what: 'preset', from: before.preset, to: after.preset },
    ...ruleDifferences(before.rules, after.rules),
    { what: 'default', from: before.default_days, to: after.default_days },
    { what: 'floor', from: before.floor_days, to: after.floor_days },
    { what: 'archive', from: before.archive, to: after.archive },
    { what: 'erasure', from: before.erasure_allowed, to: after.erasure_allowed },
  ];
  return found.filter(({ from, to }) => from !== to);
}

function ruleDifferences(before: readonly RetentionRule[], after: readonly RetentionRule[]): TermChange[] {
  const rules = new Map([...before, ...after].map((rule) => [ruleKey(rule), rule]));
  const daysIn = (list: readonly RetentionRule[], key: string) =>
    list.find((rule) => ruleKey(rule) === key)?.days;
  return [...rules].map(([key, rule]) => ({
    what: 'rule',
    rule,
    from: daysIn(before, key),
    to: daysIn(after, key),
  }));
}
