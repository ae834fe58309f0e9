import type { ExportStanding } from '../../exports/exports.standing';
import type { GrantState } from '../support.contract';
import { grantState } from './grant-state';

const at = (time: string): Date => new Date(`2026-11-23T${time}Z`);
const lapsesAt = at('12:00:00.000');
const usableUntil = at('16:00:00.000');
const of = (state: GrantState, time: string): GrantState =>
  grantState({ state, lapsesAt, usableUntil: state === 'proposed' ? null : usableUntil }, at(time));

describe('a grant', () => {
  it('lapses to the millisecond when nobody approves it', () => {
    expect(of('proposed', '11:59:59.999')).toBe('proposed');
    expect(of('proposed', '12:00:00.000')).toBe('lapsed');
  });

  it('ends to the millisecond when nobody uses it, and not when it could have been approved no more', () => {
    expect(of('approved', '15:59:59.999')).toBe('approved');
    expect(of('approved', '16:00:00.000')).toBe('expired');
  });

  it('that was decided or used stays what it is', () => {
    for (const state of ['refused', 'revoked', 'withdrawn', 'building', 'delivered', 'failed'] as const)
      expect(of(state, '23:00:00.000')).toBe(state);
  });

  it.each([
    ['pending', null, 'building'],
    ['running', null, 'building'],
    ['finished', at('13:00:00.000'), 'delivered'],
    ['expired', at('13:00:00.000'), 'delivered'],
    ['failed', at('13:00:00.000'), 'failed'],
    ['cancelled', at('13:00:00.000'), 'failed'],
  ] as const)('whose export is %s is told by it', (state, finishedAt, expected) => {
    const standing: ExportStanding = { state, percent: 0, finishedAt, failure: null };
    expect(grantState({ state: 'building', lapsesAt, usableUntil }, at('20:00:00.000'), standing)).toBe(
      expected,
    );
  });
});
