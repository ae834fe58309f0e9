import type { FieldError } from '../../../platform/errors/daybook-error';
import type { Preset, RetentionRule } from '../retention.contract';
import type { PolicyTerms } from './policy';

/** Six years (45 CFR 164.316(b)(2)(i)), and twelve months (PCI DSS 4.0, 10.5.1). */
export const PRESET_FLOOR: Record<Preset, number | null> = { hipaa: 2_190, pci: 365, custom: null };

/** What may be erased is nobody's decision where a law keeps it. */
export const allowsErasure = (preset: Preset): boolean => preset !== 'hipaa';

/** Why a policy cannot be, by the fields of the request; none when it can. The form of each field has been checked already. */
export function policyFaults(terms: PolicyTerms): FieldError[] {
  return [
    ...terms.rules.flatMap((rule, n) => ruleFaults(rule, n, terms)),
    ...belowFloor('/default_days', terms.defaultDays, terms.floorDays),
    ...presetFaults(terms),
  ];
}

function ruleFaults(rule: RetentionRule, n: number, { rules, floorDays }: PolicyTerms): FieldError[] {
  const pointer = `/rules/${n}`;
  if ((rule.source === undefined) === (rule.category === undefined))
    return [{ pointer, detail: 'must name either a source or a category, and not both' }];
  const first = rules.findIndex(
    ({ source, category }) => source === rule.source && category === rule.category,
  );
  if (first < n)
    return [{ pointer, detail: `names the same as /rules/${first}; each source and category has one rule` }];
  return belowFloor(`${pointer}/days`, rule.days, floorDays);
}

const belowFloor = (pointer: string, days: number | null, floor: number | null): FieldError[] =>
  days !== null && floor !== null && days < floor
    ? [{ pointer, detail: `must not be less than the floor of ${floor} days` }]
    : [];

function presetFaults({ preset, floorDays, erasureAllowed }: PolicyTerms): FieldError[] {
  const least = PRESET_FLOOR[preset];
  const faults: FieldError[] = [];
  if (least !== null && (floorDays ?? 0) < least)
    faults.push({
      pointer: '/floor_days',
      detail: `must be at least ${least} days with the preset ${preset}`,
    });
  if (erasureAllowed && !allowsErasure(preset))
    faults.push({ pointer: '/erasure_allowed', detail: `must be false with the preset ${preset}` });
  return faults;
}
