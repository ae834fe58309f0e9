import type { Expression } from '../audit.event-query';
import { DaybookError } from '../../../platform/errors/daybook-error';
import { readQuery } from './read-query';

const NOW = new Date('2026-11-21T12:00:00.000Z');
const read = (text: string, zone = 'UTC'): readonly Expression[] => readQuery(text, { now: NOW, zone });

const is = (field: string, value: string): Expression => ({ field, is: value }) as Expression;
const word = (words: string): Expression => ({ field: 'text', words, form: 'all' });
const day = (from: string, to: string): Expression => ({
  from: `${from}T00:00:00.000Z`,
  to: `${to}T00:00:00.000Z`,
});
const UUID = '01936b2e-1c9a-7cc3-8d4a-3f2b1a0c9d8e';

const FORMS: readonly [text: string, ...expected: Expression[]][] = [
  [''],
  [' \t\u3000\n'],
  [
    'actor:jane action:member.* -result:failure after:7d',
    { field: 'actor', contains: 'jane' },
    { field: 'action', begins: 'member.' },
    { not: is('outcome', 'failure') },
    { from: '2026-11-14T12:00:00.000Z', to: null },
  ],
  [
    '"free text" -ip:1.2.3.4',
    { field: 'text', words: 'free text', form: 'phrase' },
    { not: { field: 'ip', within: '1.2.3.4' } },
  ],
  ['ip:10.0.0.0/8', { field: 'ip', within: '10.0.0.0/8' }],
  ['ip:2001:db8::1', { field: 'ip', within: '2001:db8::1' }],
  ['source:Security,AI', { any: ['Security', 'security', 'AI', 'ai'].map((value) => is('source', value)) }],
  [
    'source:"Patient Activity"',
    { any: [is('source', 'Patient Activity'), is('source', 'patient_activity')] },
  ],
  ['source:security', is('source', 'security')],
  ['result:(failure OR denied)', { any: [is('outcome', 'failure'), is('outcome', 'denied')] }],
  ['result:(Failure, denied)', { any: [is('outcome', 'failure'), is('outcome', 'denied')] }],
  ['result:(NOT success)', { not: is('outcome', 'success') }],
  ['category:"Feature Usage"', is('category', 'feature_usage')],
  ['category:a*', { any: [is('category', 'authentication'), is('category', 'administration')] }],
  ['on:2026-11-01..2026-11-10', day('2026-11-01', '2026-11-11')],
  ['created:2026-11-01..*', { from: '2026-11-01T00:00:00.000Z', to: null }],
  ['on:2026-11-05', day('2026-11-05', '2026-11-06')],
  ['on:[2026-11-01 TO 2026-11-10]', day('2026-11-01', '2026-11-11')],
  ['on:[ * TO "today" ]', { from: null, to: '2026-11-22T00:00:00.000Z' }],
  ['on:yesterday', day('2026-11-20', '2026-11-21')],
  ['on:24h', { from: '2026-11-20T12:00:00.000Z', to: '2026-11-21T12:00:00.000Z' }],
  ['on:>2026-11-05', { from: '2026-11-06T00:00:00.000Z', to: null }],
  ['after:>=2026-11-01T00:00:00Z', { from: '2026-11-01T00:00:00.000Z', to: null }],
  ['after:>2026-11-01T00:00:00.000Z', { from: '2026-11-01T00:00:00.001Z', to: null }],
  ['after:2026-11-01t09:30+02:00', { from: '2026-11-01T07:30:00.000Z', to: null }],
  ['before:2026-11-05', { from: null, to: '2026-11-05T00:00:00.000Z' }],
  ['before:<=2026-11-05', { from: null, to: '2026-11-06T00:00:00.000Z' }],
  ['-after:2w', { from: null, to: '2026-11-07T12:00:00.000Z' }],
  ['before:30m', { from: null, to: '2026-11-21T11:30:00.000Z' }],
  [
    'resource:patient/123',
    {
      any: [
        { all: [is('resource_type', 'patient'), is('resource_id', '123')] },
        is('resource_id', 'patient/123'),
      ],
    },
  ],
  ['resource:123', is('resource_id', '123')],
  ['patient:p-7*', { field: 'subject_id', begins: 'p-7' }],
  ['meta.plan:"pro"', { field: 'details', path: ['plan'], is: 'pro' }],
  ['details.a.b:3', { field: 'details', path: ['a', 'b'], is: '3' }],
  [
    '(source:Security OR source:AI) NOT action:a.b',
    { any: ['Security', 'security', 'AI', 'ai'].map((value) => is('source', value)) },
    { not: is('action', 'a.b') },
  ],
  ['a OR b c', { any: [word('a'), { all: [word('b'), word('c')] }] }],
  ['a AND (b AND c)', word('a'), word('b'), word('c')],
  ['a or and not', word('a'), word('or'), word('and'), word('not')],
  ['NOT NOT -a', { not: word('a') }],
  ['-(a OR -b)', { not: word('a') }, word('b')],
  ['chart*', { field: 'text', words: 'chart', form: 'beginning' }],
  ['"say \\"hi\\" \\\\ \\n"', { field: 'text', words: 'say "hi" \\ \\n', form: 'phrase' }],
  ['患者 مريض', word('患者'), word('مريض')],
  ['a & b', word('a'), word('b')],
  ['foo-bar', word('foo-bar')],
  ['summary:opened', { field: 'summary', words: 'opened', form: 'all' }],
  ['has:changes', { has: 'changes' }],
  ['-has:ip', { not: { has: 'ip' } }],
  ['session:*', { has: 'session' }],
  ['action:"a.*"', is('action', 'a.*')],
  [`id:${UUID.toUpperCase()}`, is('id', UUID)],
  ['id:42', { field: 'sequence', is: 42 }],
  ['user:jane', { field: 'actor', contains: 'jane' }],
  ['ACTOR.ID:u1', { field: 'actor', is: 'u1' }],
  ['actor.type:user', is('actor_type', 'user')],
  ['actor.role:owner', is('actor_role', 'owner')],
  ['operation:Read', is('operation', 'read')],
  ['resource.type:chart', is('resource_type', 'chart')],
  ['request:r1 session:s1', is('request_id', 'r1'), is('session_id', 's1')],
  ['flag:New-IP', { any: [is('flag', 'New-IP'), is('flag', 'new_ip')] }],
  [`reported_by:${UUID}`, is('reported_by', UUID)],
];

describe('a text in the query language', () => {
  it.each(FORMS)('%s', (text, ...expected) => expect(read(text)).toEqual(expected));

  it('has its dates in the zone that it is asked in, on days of 23 and 25 hours, too', () => {
    expect(read('on:2026-03-29', 'Europe/Berlin')).toEqual([
      { from: '2026-03-28T23:00:00.000Z', to: '2026-03-29T22:00:00.000Z' },
    ]);
    expect(read('on:2026-10-25', 'Europe/Berlin')).toEqual([
      { from: '2026-10-24T22:00:00.000Z', to: '2026-10-25T23:00:00.000Z' },
    ]);
    expect(read('after:2026-11-01T09:30', 'Asia/Kolkata')).toEqual([
      { from: '2026-11-01T04:00:00.000Z', to: null },
    ]);
    expect(read('on:today', 'Pacific/Auckland')).toEqual([
      { from: '2026-11-21T11:00:00.000Z', to: '2026-11-22T11:00:00.000Z' },
    ]);
  });
});

const FAULTS: readonly [text: string, code: string, offset: number, expected: string][] = [
  ['actor:', 'syntax', 6, 'value'],
  ['actor: jane', 'syntax', 6, 'value'],
  ['source:a,', 'syntax', 9, 'value'],
  ['result:(failure OR', 'syntax', 18, 'value'],
  ['colour:red', 'unknown_field', 0, 'actor'],
  ['a -colour:red', 'unknown_field', 3, 'actor'],
  ['__proto__:x', 'unknown_field', 0, 'actor'],
  ['constructor:x', 'unknown_field', 0, 'actor'],
  ['details:x', 'unknown_field', 0, 'actor'],
  ['details..a:x', 'unknown_field', 0, 'actor'],
  ['10:30', 'unknown_field', 0, 'actor'],
  ['ip:10.0.0', 'value', 3, '192.0.2.1'],
  ['a ip:10.0.0.0/33', 'value', 5, '192.0.2.1'],
  ['on:2026-02-30', 'value', 3, '2026-11-01'],
  ['on:"2026-11-01', 'syntax', 14, '"'],
  ['after:__proto__', 'value', 6, '2026-11-01'],
  ['after:<7d', 'value', 6, '2026-11-01'],
  ['after:999999999w', 'value', 6, '2026-11-01'],
  ['category:nonsense', 'value', 9, 'authentication'],
  ['category:(settings OR nonsense)', 'value', 22, 'authentication'],
  ['operation:rea', 'value', 10, 'create'],
  ['outcome:ok', 'value', 8, 'success'],
  ['has:everything', 'value', 4, 'resource'],
  ['id:abc', 'value', 3, 'the id of an event (a UUID)'],
  ['reported_by:me', 'value', 12, 'the id of an API key (a UUID)'],
  ['action:*.deleted', 'value', 7, 'a * at the end only, as in member.*'],
  ['source:[a TO b]', 'value', 7, 'value (ranges are for on:)'],
  ['on:[2026-11-01', 'syntax', 14, 'TO'],
  ['on:[a TO b', 'syntax', 10, ']'],
  ['(a', 'syntax', 2, ')'],
  ['a)', 'syntax', 1, 'term'],
  ['()', 'syntax', 1, 'term'],
  ['a OR', 'syntax', 4, 'term'],
  ['OR a', 'syntax', 0, 'term'],
  ['a - b', 'syntax', 3, 'term'],
  ['NOT', 'syntax', 3, 'term'],
  ['"open', 'syntax', 5, '"'],
  ['x'.repeat(2_001), 'too_long', 2_000, 'end'],
  ['x '.repeat(31), 'too_many_terms', 60, 'end'],
  ['id:' + '1,'.repeat(30) + '1', 'too_many_terms', 63, 'end'],
  ['((((((( a', 'too_deep', 6, 'term'],
];

/** What reading a text throws. */
function faultOf(text: string): DaybookError {
  try {
    read(text);
  } catch (error) {
    if (error instanceof DaybookError) return error;
    throw error;
  }
  throw new Error(`"${text}" was read`);
}

describe('a text that is no query', () => {
  it.each(FAULTS)('%s is refused as %s at offset %i, expecting %s', (text, fault, offset, expected) => {
    const { code, kind, message, more } = faultOf(text);
    expect({ code, kind, offset: more.members?.offset }).toEqual({
      code: `query.${fault}`,
      kind: 'invalid',
      offset,
    });
    expect(more.members?.expected).toContain(expected);
    expect(message).toMatch(/\.$/);
  });

  it('may have 30 terms, 2,000 characters of any plane, and six parentheses within each other', () => {
    expect(read('x '.repeat(30))).toHaveLength(30);
    expect(read('\u{20000}'.repeat(2_000))).toHaveLength(1);
    expect(read('((((((a))))))')).toEqual([word('a')]);
  });
});
