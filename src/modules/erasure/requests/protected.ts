/**
 * What is never erased: Daybook's own record of what was done to the log itself, and of who was let in from outside. Were it, an erasure could cover up a purge, or
 * itself (A31). Views of these things are not among them, and a host product's events of the same names are not either.
 */
const PROTECTED = [
  'approval.',
  'archive.',
  'erasure.',
  'legal_hold.',
  'organization_deletion.',
  'purge.',
  'retention.',
  'retention_policy.',
  'subject_erasure.',
  'support_export.',
  'support_grant.',
];

interface Told {
  readonly action: string;
  readonly operation: string;
  readonly reported_by: unknown;
  /** Something of it has gone already: then it was not protected. */
  readonly tombstone: boolean;
}

export const isProtected = ({ action, operation, reported_by, tombstone }: Told): boolean =>
  reported_by === null &&
  !tombstone &&
  operation !== 'read' &&
  PROTECTED.some((prefix) => action.startsWith(prefix));

/** The same on a row of `events`; a test holds them together. Constants only, so that they stand in the text. */
export const PROTECTED_SQL = `(reported_by IS NULL AND erasure IS NULL AND operation <> 'read' AND (${PROTECTED.map(
  (prefix) => `starts_with(action, '${prefix}')`,
).join(' OR ')}))`;
