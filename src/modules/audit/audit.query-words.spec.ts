import { parseQuery } from './audit.event-filter';
import { queryInWords, rangeOf } from './audit.query-words';

const NOW = new Date('2026-11-20T12:00:00Z');
const words = (filter: Parameters<typeof parseQuery>[0]): string[] =>
  queryInWords(parseQuery({ from: '2026-11-01', ...filter }, NOW));

describe('a query in words', () => {
  it.each([
    [{ source: ['ehr'] }, ['The source is “ehr”']],
    [{ source: ['ehr', 'ai', 'crm'] }, ['The source is “ehr”, “ai” or “crm”']],
    [{ action: ['member.*'] }, ['The action begins with “member.”']],
    [
      { ip: ['10.0.0.0/8'], outcome: ['denied'] },
      ['The outcome is “denied”', 'The address is in 10.0.0.0/8'],
    ],
    [{ actor: ['jane'] }, ['The name, e-mail address or id of the actor contains “jane”']],
    [{ q: '-source:ehr' }, ['The source is not “ehr”']],
    [{ q: '-(source:ehr OR source:ai)' }, ['The source is not “ehr”', 'The source is not “ai”']],
    [{ q: 'source:ehr OR has:changes' }, ['The source is “ehr” or it has changes']],
    [
      { q: '(source:ehr has:ip) OR -has:subject' },
      ['(the source is “ehr” and it has an address) or it lacks a subject'],
    ],
    [{ q: 'details.plan.tier:pro' }, ['The detail “plan.tier” is “pro”']],
    [{ q: '"signed in"' }, ['The text (summary, actor, names of records) contains the phrase “signed in”']],
    [{ q: 'summary:sign*' }, ['The summary contains a word that begins with “sign”']],
    [{}, []],
  ])('%j', (filter, said) => {
    expect(words(filter)).toEqual(said);
  });

  it('names no more alternatives than somebody reads', () => {
    const ids = Array.from({ length: 50 }, (_, n) => `s${n}`);
    const [line = ''] = words({ session_id: ids });
    expect(line).toContain('“s19” or 30 more');
    expect(line).not.toContain('“s20”');
  });

  it('has a range with open sides', () => {
    expect(rangeOf(parseQuery({ from: '2026-11-01' }, NOW))).toEqual({
      from: '2026-11-01T00:00:00.000Z',
      to: null,
    });
    expect(rangeOf(parseQuery({ q: 'before:2026-11-01' }, NOW))).toEqual({
      from: null,
      to: '2026-11-01T00:00:00.000Z',
    });
  });
});
