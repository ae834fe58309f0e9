import { DAY_MS } from '../../../platform/clock/clock';
import { assuranceOf, graceEndsAt, mustHaveFactor, type FactorPolicy } from './factor-policy';

const NOW = new Date('2026-11-21T12:00:00Z');
const before = (days: number): Date => new Date(NOW.getTime() - days * DAY_MS);
const policy = (given: Partial<FactorPolicy>): FactorPolicy => ({
  role: 'member',
  rolePermissions: null,
  joinedAt: before(100),
  mfaRequiredSince: null,
  ...given,
});

describe('who must have a second factor', () => {
  it.each<[string, Partial<FactorPolicy>, boolean]>([
    ['an Owner', { role: 'owner' }, true],
    ['an Admin', { role: 'admin' }, true],
    ['an operator', { role: 'operator' }, true],
    ['an Auditor', { role: 'auditor' }, false],
    ['a Member', {}, false],
    ['somebody whose own role manages', { role: 'x', rolePermissions: ['audit:read', 'teams:manage'] }, true],
    ['somebody whose own role erases', { role: 'x', rolePermissions: ['audit:erase'] }, true],
    [
      'somebody whose own role reads',
      { role: 'x', rolePermissions: ['audit:read', 'activity:read:own'] },
      false,
    ],
    ['a Member within the grace', { mfaRequiredSince: before(6.99) }, false],
    ['a Member after it', { mfaRequiredSince: before(7) }, true],
    ['a Member who joined later', { mfaRequiredSince: before(30), joinedAt: before(6) }, false],
    [
      'a Member who joined later, after the grace',
      { mfaRequiredSince: before(30), joinedAt: before(7) },
      true,
    ],
  ])('%s', (_who, given, expected) => {
    expect(mustHaveFactor(policy(given), NOW)).toBe(expected);
  });

  it('is told when', () => {
    expect(graceEndsAt(policy({}))).toBeNull();
    expect(graceEndsAt(policy({ mfaRequiredSince: before(2) }))).toEqual(
      new Date(NOW.getTime() + 5 * DAY_MS),
    );
  });
});

describe('what a session owes', () => {
  const at = before(0.001);

  it('is the factor of whoever has one, until it is proven', () => {
    const owed = assuranceOf(
      policy({}),
      { enrolled: ['totp', 'recovery_code'], factorAt: null, passwordAt: at },
      NOW,
    );
    expect(owed).toEqual({ owes: 'factor', methods: ['totp', 'recovery_code'], provenAt: null, dueAt: null });
    const paid = assuranceOf(policy({}), { enrolled: ['passkey'], factorAt: at, passwordAt: null }, NOW);
    expect(paid).toEqual({ owes: null, methods: ['passkey'], provenAt: at, dueAt: null });
  });

  it('is its enrolment, for whoever must have one', () => {
    const none = { enrolled: [], factorAt: null, passwordAt: at };
    expect(assuranceOf(policy({ role: 'owner' }), none, NOW)).toEqual({
      owes: 'enrolment',
      methods: ['password'],
      provenAt: at,
      dueAt: null,
    });
    expect(assuranceOf(policy({}), none, NOW)).toMatchObject({ owes: null, dueAt: null });
    const asked = assuranceOf(policy({ mfaRequiredSince: before(2) }), none, NOW);
    expect(asked).toMatchObject({ owes: null, dueAt: new Date(NOW.getTime() + 5 * DAY_MS) });
    expect(assuranceOf(policy({ role: 'admin' }), { ...none, enrolled: ['recovery_code'] }, NOW).owes).toBe(
      'enrolment',
    );
  });
});
