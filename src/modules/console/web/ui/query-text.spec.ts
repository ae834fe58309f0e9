import { readQuery } from '../../../audit/audit.query-language';
import { logSearchOf, textOfParameters, textOfQuery, type StoredQuery } from './query-text';

const OCCASION = { now: new Date('2026-11-28T12:00:00Z'), zone: 'UTC' };
const OPEN = { from: '0001-01-01T00:00:00.000Z', to: '9999-12-31T00:00:00.000Z' };
const conditionsOf = (text: string): StoredQuery['where'] => readQuery(text, OCCASION);

describe('the text of a stored query', () => {
  it.each([
    'source:flow',
    'source:flow,task -outcome:failure',
    'action:member.* actor.id:u1',
    'actor:jane ip:10.0.0.0/8',
    'resource.type:patient resource.id:"a b"',
    '(source:flow OR action:x.*) has:changes',
    '-(source:flow action:x)',
    'details.plan.name:pro flag:off_hours',
    '"free words" summary:"opened it"',
    'after:2026-11-01 before:2026-11-20',
  ])('%s means the same again', (text) => {
    const where = conditionsOf(text);
    expect(where.length).toBeGreaterThan(0);
    expect(conditionsOf(textOfQuery({ ...OPEN, where }))).toEqual(where);
  });

  it('writes parameters as terms, and sets alternatives of their q apart', () => {
    const text = textOfParameters({
      action: ['export.*', 'a b'],
      actor_type: 'user',
      q: 'source:flow OR source:task',
      from: '2026-11-01',
    });
    expect(text).toBe('action:export.*,"a b" actor.type:user (source:flow OR source:task)');
  });

  it('leads to the log over the same time, or nowhere when it is too long', () => {
    expect(logSearchOf('source:flow', OPEN.from, OPEN.to)).toEqual({ q: 'source:flow', from: '1971-01-01' });
    expect(logSearchOf('after:7d', OPEN.from, OPEN.to)).toEqual({ q: 'after:7d' });
    expect(logSearchOf('', '2026-11-01', OPEN.to)).toEqual({ from: '2026-11-01' });
    expect(logSearchOf('x'.repeat(2_001))).toBeNull();
  });
});
