export const OPERATIONS = ['create', 'read', 'update', 'delete', 'execute', 'authenticate'] as const;
export const CATEGORIES = [
  'authentication',
  'navigation',
  'feature_usage',
  'settings',
  'administration',
] as const;
export const OUTCOMES = ['success', 'failure', 'denied'] as const;

export type Operation = (typeof OPERATIONS)[number];
export type Category = (typeof CATEGORIES)[number];
export type Outcome = (typeof OUTCOMES)[number];

/** One thing that can happen, as its module declares it with `defineActions()`. */
export interface ActionSpec {
  /** `resource.verb_in_past_tense` */
  readonly name: string;
  readonly source: string;
  readonly operation: Operation;
  readonly category: Category | null;
  /** Permission changes, deletions, bulk operations, retention, export: flagged `critical` (S4-32). */
  readonly critical?: boolean;
  /** Shows or changes protected health information: flagged `phi` (S2-19). */
  readonly phi?: boolean;
  /** The sentence when it succeeded: `{actor} invited {resource}`. */
  readonly summary: string;
  /** What was attempted, for the sentence when it did not: "invite a member". */
  readonly attempt: string;
}
