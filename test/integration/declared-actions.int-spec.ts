import '../../src/app.module';
import { declaredActions } from '../../src/modules/audit/audit.define-actions';
import { ownEvent } from '../../src/modules/audit/recording/own-event';
import type { ActionSpec, Category } from '../../src/platform/context/action-spec';

/** What the actions that Daybook declares say of themselves, all modules together. */
describe('the declared actions', () => {
  const actions = declaredActions();
  const named = (those: readonly ActionSpec[]): string[] => those.map(({ name }) => name);
  const begin = (...beginnings: string[]): ActionSpec[] =>
    actions.filter(({ name }) => beginnings.includes(name.slice(0, name.indexOf('.'))));

  it('are all known here', () => expect(actions.length).toBeGreaterThan(80));

  it('have the source security where they are about sign-in, factors, roles or keys (S0-26)', () => {
    const concerned = [
      ...actions.filter(
        ({ category, operation }) => category === 'authentication' || operation === 'authenticate',
      ),
      ...begin('session', 'sessions', 'mfa', 'totp', 'passkey', 'passkey_challenge', 'recovery_code'),
      ...begin('recovery_codes', 'factor_reset', 'password_reset', 'account', 'installation'),
      ...begin('role', 'api_key', 'member', 'team', 'team_member', 'invitation', 'invitations'),
      ...actions.filter(({ category }) => category === 'administration'),
    ];
    expect(concerned.length).toBeGreaterThan(60);
    expect(named(concerned.filter(({ source }) => source !== 'security'))).toEqual([]);
  });

  it('have it whatever they are about when they are refused (S0-26)', () => {
    const refused = actions.map((spec) => ownEvent(spec, new Date(), { outcome: 'denied' }, {}));
    expect(refused.filter(({ source }) => source !== 'security').map(({ action }) => action)).toEqual([]);
    const failed = actions.map((spec) => ownEvent(spec, new Date(), { outcome: 'failure' }, {}).source);
    expect(failed).toEqual(actions.map(({ source }) => source));
  });

  it.each<[Category, string[]]>([
    [
      'authentication',
      [
        'session.signed_in',
        'session.signed_out',
        'session.timed_out',
        'mfa.verified',
        'account.password_changed',
      ],
    ],
    ['feature_usage', ['export.requested', 'export.downloaded']],
    [
      'settings',
      ['account.updated', 'account.email_changed', 'organization.updated', 'retention_policy.changed'],
    ],
    [
      'administration',
      [
        'invitation.created',
        'invitation.accepted',
        'member.role_changed',
        'role.updated',
        'api_key.created',
        'api_key.revoked',
      ],
    ],
  ])('are of the category %s where the documents say so (S0-18 to S0-22)', (category, names) => {
    const wrong = actions.filter((action) => names.includes(action.name) && action.category !== category);
    expect(named(wrong)).toEqual([]);
    expect(named(actions)).toEqual(expect.arrayContaining(names));
  });

  it('are navigation where they only look at a list or a page, and at nothing else', () => {
    const looks = actions.filter(({ name }) => name.endsWith('.viewed'));
    expect(
      named(looks.filter(({ category, operation }) => category !== 'navigation' || operation !== 'read')),
    ).toEqual([]);
    const changes = actions.filter(
      ({ category, operation }) => category === 'navigation' && operation !== 'read',
    );
    expect(named(changes)).toEqual([]);
  });

  it('are critical where they take something away for good, or give power (S4-32)', () => {
    const grave = actions.filter(
      ({ name, operation }) =>
        operation === 'delete' &&
        !/^(session|sessions|export|invitation|saved_view|review_digest)\./.test(name),
    );
    expect(named(grave.filter(({ critical }) => critical !== true))).toEqual([]);
    const power = begin('role', 'api_key').filter(({ operation }) => operation !== 'read');
    expect(named(power.filter(({ critical }) => critical !== true))).toEqual([]);
  });
});
