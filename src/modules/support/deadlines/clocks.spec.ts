import { clocksOf, deadlinesFrom, requestState } from './clocks';

const utc = { timeZone: 'UTC', holidays: [] };
const asked = new Date('2026-11-27T16:00:00.000Z');
const nothingYet = { firstAnsweredAt: null, deliveredAt: null, closedAt: null };
const later = (time: string): Date => new Date(time);

describe('the clocks of a request', () => {
  const request = { ...deadlinesFrom(asked, 'export', utc), ...nothingYet };

  it('give 24 hours for the first answer (S2-25) and three business days for the file (S3-18)', () => {
    expect(clocksOf(request, asked)).toEqual({
      first_answer_due_at: '2026-11-28T16:00:00.000Z',
      first_answered_at: null,
      due_at: '2026-12-02T16:00:00.000Z',
      delivered_at: null,
      overdue: [],
    });
  });

  it('say what is overdue from the very moment', () => {
    expect(clocksOf(request, later('2026-11-28T15:59:59.999Z')).overdue).toEqual([]);
    expect(clocksOf(request, later('2026-11-28T16:00:00.000Z')).overdue).toEqual(['first_answer']);
    expect(clocksOf(request, later('2026-12-02T16:00:00.000Z')).overdue).toEqual([
      'first_answer',
      'delivery',
    ]);
  });

  it('stop when it is met, and when nobody waits any more', () => {
    const late = later('2026-12-24T00:00:00.000Z');
    expect(clocksOf({ ...request, firstAnsweredAt: asked }, late).overdue).toEqual(['delivery']);
    expect(clocksOf({ ...request, firstAnsweredAt: asked, deliveredAt: asked }, late).overdue).toEqual([]);
    expect(clocksOf({ ...request, closedAt: asked }, late).overdue).toEqual([]);
  });

  it('give a question no day of delivery', () => {
    const question = { ...deadlinesFrom(asked, 'question', utc), ...nothingYet };
    expect(clocksOf(question, later('2027-11-28T00:00:00.000Z'))).toMatchObject({
      due_at: null,
      overdue: ['first_answer'],
    });
  });

  it('tell its state', () => {
    expect(requestState(request)).toBe('open');
    expect(requestState({ ...request, deliveredAt: asked })).toBe('delivered');
    expect(requestState({ ...request, deliveredAt: asked, closedAt: asked })).toBe('closed');
  });
});
