/** Events of a source, or of a category, that are kept for another time than the default. */
export interface RetentionRule {
  readonly source?: string;
  readonly category?: string;
  /** 1 to 3650; null keeps them for ever. */
  readonly days: number | null;
}

/** Where a policy comes from: a law's own numbers, or the organization's. */
export const PRESETS = ['hipaa', 'pci', 'custom'] as const;
export type Preset = (typeof PRESETS)[number];

/** How long an organization keeps its events. */
export interface Policy {
  /** Days from `occurred_at`, 1 to 3650; null keeps events for ever. */
  readonly defaultDays: number | null;
  readonly rules: readonly RetentionRule[];
  /** No event is kept for less, nor erased before; null: there is no floor. */
  readonly floorDays: number | null;
  readonly preset: Preset;
  /** False where nothing may be erased at all. */
  readonly erasureAllowed: boolean;
  /** Whether expired events are written to a file before they are dropped. */
  readonly archive: boolean;
  /** Grows with every change; 0 when there never was one. */
  readonly version: number;
  readonly updatedAt: Date | null;
}

export const keepForEver: Policy = {
  defaultDays: null,
  rules: [],
  floorDays: null,
  preset: 'custom',
  erasureAllowed: true,
  archive: false,
  version: 0,
  updatedAt: null,
};

/** True when some event would be kept for less long than before: the rows there are must be looked at again. */
export function isShorter(before: Policy, after: Policy): boolean {
  if (after.defaultDays === null) return false;
  return before.defaultDays === null || after.defaultDays < before.defaultDays;
}
