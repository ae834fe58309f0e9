/** The second factors there are. A recovery code stands in for one that is lost. */
export const FACTOR_TYPES = ['totp', 'passkey', 'recovery_code'] as const;
export type FactorType = (typeof FACTOR_TYPES)[number];

/** What a session may still owe before it is good for anything else. */
export type Owed = 'factor' | 'enrolment';

/** How sure it is that whoever holds a session is its person (NIST SP 800-63B-4 calls it assurance). */
export interface Assurance {
  readonly owes: Owed | null;
  /** What its holder can prove themselves with: their factors or, without any, their password. */
  readonly methods: readonly (FactorType | 'password')[];
  /** When they last did; null for never. */
  readonly provenAt: Date | null;
  /** From when on they need a factor that they do not have yet; null where nobody asks, or it is so already. */
  readonly dueAt: Date | null;
}
