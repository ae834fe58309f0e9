import type { Preset, RetentionRule, RetentionTerms } from '../retention.contract';

/** How long an organization keeps its events. */
export interface Policy extends PolicyTerms {
  /** Grows with every change; 0 when there never was one. */
  readonly version: number;
  readonly updatedAt: Date | null;
}

/** What somebody decides; the rest of a policy is how it came about. */
export interface PolicyTerms {
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

/** As the API shows it. */
export const termsView = (terms: PolicyTerms): RetentionTerms => ({
  default_days: terms.defaultDays,
  rules: terms.rules,
  floor_days: terms.floorDays,
  preset: terms.preset,
  erasure_allowed: terms.erasureAllowed,
  archive: terms.archive,
});

/** Back from what the API shows and the tables of changes keep. */
export const termsOf = (view: RetentionTerms): PolicyTerms => ({
  defaultDays: view.default_days,
  rules: view.rules,
  floorDays: view.floor_days,
  preset: view.preset,
  erasureAllowed: view.erasure_allowed,
  archive: view.archive,
});
