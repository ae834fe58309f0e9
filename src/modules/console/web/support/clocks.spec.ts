import { clocksOf } from './clocks';

const NOW = Date.parse('2026-11-28T12:00:00Z');
const REQUEST = {
  first_answer_due_at: '2026-11-29T10:00:00.000Z',
  first_answered_at: null,
  due_at: '2026-12-02T10:00:00.000Z',
  delivered_at: null,
  overdue: [],
  closed_at: null,
};

describe('the clocks of a support request', () => {
  it('are due, each at its moment', () => {
    expect(clocksOf(REQUEST, NOW)).toEqual([
      { name: 'firstAnswer', standing: 'due', at: '2026-11-29T10:00:00.000Z' },
      { name: 'delivery', standing: 'due', at: '2026-12-02T10:00:00.000Z' },
    ]);
  });

  it('are overdue when the server says so, and when the moment passes while the page is open', () => {
    const [byServer] = clocksOf({ ...REQUEST, overdue: ['first_answer'] }, NOW);
    const [byClock] = clocksOf(REQUEST, Date.parse('2026-11-29T10:00:00Z'));
    expect([byServer?.standing, byClock?.standing]).toEqual(['overdue', 'overdue']);
  });

  it('are met whenever the answer came, and over once the request is closed', () => {
    const answered = { ...REQUEST, first_answered_at: '2026-11-28T11:00:00.000Z' };
    const closed = { ...answered, closed_at: '2026-12-09T00:00:00.000Z' };
    expect(clocksOf(closed, Date.parse('2026-12-10T00:00:00Z')).map(({ standing }) => standing)).toEqual([
      'met',
      'over',
    ]);
  });

  it('of a question are one', () => {
    expect(clocksOf({ ...REQUEST, due_at: null }, NOW)).toHaveLength(1);
  });
});
