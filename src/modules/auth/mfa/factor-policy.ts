import type { Assurance, FactorType } from '../../../platform/context/assurance';
import { DAY_MS } from '../../../platform/clock/clock';
import { OPERATOR_ROLE } from '../../organizations/organizations.membership';

export const GRACE_DAYS = 7;
const ALWAYS: readonly string[] = ['owner', 'admin', OPERATOR_ROLE];

/** What decides whether somebody must have a second factor in an organization. */
export interface FactorPolicy {
  readonly role: string | null;
  /** Of a role that the organization made; null for the built-in ones. */
  readonly rolePermissions: readonly string[] | null;
  readonly joinedAt: Date;
  /** Since when the organization asks it of everybody; null when it does not. */
  readonly mfaRequiredSince: Date | null;
}

/** What an account has, and what a session has proven of it. */
export interface Proven {
  readonly enrolled: readonly FactorType[];
  readonly factorAt: Date | null;
  readonly passwordAt: Date | null;
}

/** Owners, Admins, operators and whoever manages anything: always. Everybody else: seven days after it is asked of them (design.md). */
export function mustHaveFactor(policy: FactorPolicy, now: Date): boolean {
  if (policy.role !== null && ALWAYS.includes(policy.role)) return true;
  if (policy.rolePermissions?.some(isPrivileged)) return true;
  const due = graceEndsAt(policy);
  return due !== null && now >= due;
}

/** When a member without privileges will need a factor; null when nobody asks. */
export function graceEndsAt({ joinedAt, mfaRequiredSince }: FactorPolicy): Date | null {
  if (mfaRequiredSince === null) return null;
  return new Date(Math.max(joinedAt.getTime(), mfaRequiredSince.getTime()) + GRACE_DAYS * DAY_MS);
}

/**
 * What a session still owes, and how its holder can prove themselves. A recovery code alone is no factor to have: it only
 * stands in for one. Who has a factor proves it with that, never with the password.
 */
export function assuranceOf(
  policy: FactorPolicy,
  { enrolled, factorAt, passwordAt }: Proven,
  now: Date,
): Assurance {
  if (hasFactor(enrolled)) {
    return { owes: factorAt === null ? 'factor' : null, methods: enrolled, provenAt: factorAt, dueAt: null };
  }
  const isDue = mustHaveFactor(policy, now);
  return {
    owes: isDue ? 'enrolment' : null,
    methods: ['password'],
    provenAt: passwordAt,
    dueAt: isDue ? null : graceEndsAt(policy),
  };
}

export const hasFactor = (enrolled: readonly FactorType[]): boolean =>
  enrolled.includes('totp') || enrolled.includes('passkey');

const isPrivileged = (permission: string): boolean =>
  permission.endsWith(':manage') || permission === 'audit:erase' || permission === 'support:grant';
