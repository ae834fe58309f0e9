import { findAction } from '../audit/audit.define-actions';
import '../auth/auth.actions';
import '../members/members.actions';
import { ACTIVITY_TYPES, typeOf } from './activity.types';
import { slugOf } from './intake/slug';
import { toEvent } from './intake/to-event';

/** S0-18…22, with the sixth "feature" that holds whatever else a product offers. */
const COUNTS = { authentication: 6, navigation: 3, feature_usage: 5, settings: 4, administration: 4 };

describe('types of activity', () => {
  it('are S0’s, by category', () => {
    const counts: Record<string, number> = {};
    for (const { category } of ACTIVITY_TYPES) counts[category] = (counts[category] ?? 0) + 1;
    expect(counts).toEqual(COUNTS);
  });

  it('find the events that they make themselves', () => {
    const types = ACTIVITY_TYPES.map(({ type }) =>
      typeOf(toEvent({ type, user: { id: 'u' }, name: 'X' }) as Parameters<typeof typeOf>[0]),
    );
    expect(types).toEqual(ACTIVITY_TYPES.map(({ type }) => type));
  });

  it('know Daybook’s own actions in the category that these declare', () => {
    const declared = ACTIVITY_TYPES.flatMap(({ also, category }) =>
      also.map((action) => [action, findAction(action)?.category ?? category, category]),
    );
    expect(declared.filter(([, own, expected]) => own !== expected)).toEqual([]);
    expect(declared.filter(([action]) => findAction(String(action)))).not.toHaveLength(0);
  });

  it('count attempts by their outcome', () => {
    const kind = { action: 'session.signed_in', operation: 'authenticate', category: 'authentication' };
    expect(['success', 'failure', 'denied'].map((outcome) => typeOf({ ...kind, outcome }))).toEqual([
      'login',
      'login_failed',
      'login_failed',
    ]);
    const refused = {
      action: 'export.requested',
      operation: 'create',
      category: 'feature_usage',
      outcome: 'denied',
    };
    expect(typeOf(refused)).toBeNull();
  });
});

it('an id that is too long is not cut through a letter', () => {
  expect(slugOf(`a${'\u{20000}'.repeat(100)}`).isWellFormed()).toBe(true);
});

it('a name becomes an id in any script', () => {
  expect(['Monthly recalls (PDF)', ' Ärzte & Räume ', '予約 一覧', '…'].map(slugOf)).toEqual([
    'monthly-recalls-pdf',
    'ärzte-räume',
    '予約-一覧',
    '',
  ]);
});
