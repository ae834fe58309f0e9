import type { AuditEvent } from '../../../audit/audit.contract';
import { differences } from './differences';

const event = (over: object): AuditEvent =>
  ({
    id: 'e1',
    sequence: 3,
    summary: 'Opened',
    details: { b: 1, a: { d: 2, c: 3 } },
    ...over,
  }) as unknown as AuditEvent;

describe('what is shown and what is proven', () => {
  it('are the same in whatever order members come, and with another day of expiry', () => {
    const proven = event({ details: { a: { c: 3, d: 2 }, b: 1 }, expires_on: '2027-01-01' });
    expect(differences(event({}), { event: proven, verdict: 'present' })).toEqual([]);
  });

  it('differ by the names of their fields', () => {
    const proven = event({ summary: 'Closed', details: { b: 1, a: { d: 2, c: 4 } }, outcome: 'failure' });
    expect(differences(event({}), { event: proven, verdict: 'present' })).toEqual([
      'summary',
      'details',
      'outcome',
    ]);
    expect(differences(event({}), { event: null, verdict: 'missing' })).toEqual(['event']);
  });

  it('may differ in what was erased since, and in nothing else', () => {
    const proven = event({ summary: null, details: {}, id: 'e2' });
    expect(differences(event({}), { event: proven, verdict: 'erased' })).toEqual(['id']);
    expect(differences(event({}), { event: proven, verdict: 'present' })).toEqual([
      'id',
      'summary',
      'details',
    ]);
  });
});
