import type { Row } from '../../../platform/database/row';
import type { ApprovalRow } from '../storage/approval.entity';
import { approvalView, isReady, stateOf } from './approval-view';

const at = (text: string): Date => new Date(`2026-11-${text}:00Z`);

const asked = (over: Partial<Row<ApprovalRow>> = {}): Row<ApprovalRow> => ({
  organizationId: '0193aaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee',
  id: '0193aaaa-bbbb-7ccc-8ddd-eeeeeeeeeee0',
  kind: 'erasure',
  resourceId: 'e-1',
  what: 'erase 3 events',
  reason: 'sent to us by mistake',
  permission: 'audit:erase',
  requestedBy: { id: 'a-1', name: 'Olivia', email: 'olivia@example.com' },
  requestedAt: at('20T12:00'),
  secondPerson: true,
  notBefore: at('20T12:00'),
  lapsesAt: at('27T12:00'),
  state: 'pending',
  decidedBy: null,
  decidedAt: null,
  ...over,
});

const ready = (row: Row<ApprovalRow>, now: Date): boolean => isReady(approvalView(row, now), now);

describe('an approval', () => {
  it('waits for the second person, however long', () => {
    expect(ready(asked(), at('26T12:00'))).toBe(false);
    expect(ready(asked({ state: 'approved' }), at('20T12:01'))).toBe(true);
  });

  it('waits for its time as well, where both are asked for', () => {
    const both = asked({ state: 'approved', notBefore: at('21T12:00') });
    expect(ready(both, at('21T11:59'))).toBe(false);
    expect(ready(both, at('21T12:00'))).toBe(true);
  });

  it('needs time alone where there was nobody else', () => {
    const alone = asked({ secondPerson: false, notBefore: at('22T12:00') });
    expect(ready(alone, at('22T11:59'))).toBe(false);
    expect(ready(alone, at('22T12:00'))).toBe(true);
    expect(stateOf(alone, at('30T12:00'))).toBe('pending');
  });

  it('lapses when nobody agrees, and is never ready then', () => {
    expect(stateOf(asked(), at('27T11:59'))).toBe('pending');
    expect(stateOf(asked(), at('27T12:00'))).toBe('lapsed');
    expect(ready(asked(), at('28T12:00'))).toBe(false);
    expect(stateOf(asked({ state: 'approved' }), at('28T12:00'))).toBe('approved');
  });

  it.each(['refused', 'withdrawn', 'done'] as const)('is not ready once it is %s', (state) => {
    expect(ready(asked({ state, secondPerson: false }), at('29T12:00'))).toBe(false);
  });
});
