import type { NewEvent } from '../audit.event';

/** What an action of a host product speaks of that is critical (S4-32): who may do what, and what becomes of the log's subjects. */
const CRITICAL_WORDS = new Set(
  `permission permissions role roles privilege privileges grant grants granted revoke revoked acl policy policies
  owner ownership admin administrator impersonate impersonated retention purge purged export exports exported`.split(
    /\s+/,
  ),
);
/** Taking data away is reported as a read by many, and is critical all the same. */
const EXPORTED = /^(?:export|exported)$/;

const KEPT = 4_096;
const speaksOf = new Map<string, { critical: boolean; exported: boolean }>();

/**
 * Whether an event of a host product is critical by its operation and by the words of its action, successful or not. Daybook's own
 * actions declare it instead.
 */
export function isCritical({ action, operation }: Pick<NewEvent, 'action' | 'operation'>): boolean {
  if (operation === 'delete') return true;
  const { critical, exported } = wordsOf(action);
  return operation === 'read' ? exported : critical;
}

function wordsOf(action: string): { critical: boolean; exported: boolean } {
  const known = speaksOf.get(action);
  if (known) return known;
  const words = split(action);
  const verb = split(action.split('.').at(-1) ?? '');
  const found = {
    critical: words.some((word) => CRITICAL_WORDS.has(word)),
    exported: verb.some((word) => EXPORTED.test(word)),
  };
  if (speaksOf.size >= KEPT) speaksOf.clear();
  speaksOf.set(action, found);
  return found;
}

/** `iam:AttachRolePolicy` speaks of iam, attach, role and policy. */
const split = (text: string): string[] =>
  text
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z\d]+/);
