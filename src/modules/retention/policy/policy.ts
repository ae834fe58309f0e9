/** How long an organization keeps its events. Rules by source and category, and a floor, will stand beside the default. */
export interface Policy {
  /** Days from `occurred_at`, 1 to 3650; null keeps events for ever. */
  readonly defaultDays: number | null;
  /** Grows with every change; 0 when there never was one. */
  readonly version: number;
  readonly updatedAt: Date | null;
}

export const keepForEver: Policy = { defaultDays: null, version: 0, updatedAt: null };

/** True when some event would be kept for less long than before: the rows there are must be looked at again. */
export function isShorter(before: Policy, after: Policy): boolean {
  if (after.defaultDays === null) return false;
  return before.defaultDays === null || after.defaultDays < before.defaultDays;
}
