import { complete, readQuery, writtenValue } from '../audit.query-language';

/** `|` is the caret. */
const at = (marked: string): ReturnType<typeof complete> =>
  complete(marked.replace('|', ''), marked.indexOf('|'));
const texts = (marked: string): string[] => at(marked).options.map(({ text }) => text);
/** The text with an option in place. */
function chosen(marked: string, option: string): string {
  const { from, to } = at(marked);
  const text = marked.replace('|', '');
  return text.slice(0, from) + option + text.slice(to);
}

describe('the completion of a query', () => {
  it('offers fields with a sentence where a term may begin, and operators behind one', () => {
    const empty = at('|');
    expect(empty).toMatchObject({ expected: 'term', field: null, from: 0, to: 0 });
    expect(empty.options).toContainEqual({ text: 'actor:', help: expect.stringContaining('Who') });
    expect(empty.options.length).toBeLessThanOrEqual(20);
    expect(texts('act|')).toEqual(['actor:', 'actor.id:', 'actor.type:', 'actor.role:', 'action:']);
    expect(texts('-us|')).toEqual(['user:']);
    expect(texts('jane O|')).toEqual(expect.arrayContaining(['on:', 'operation:', 'outcome:', 'OR']));
    expect(texts('O|')).not.toContain('OR');
    expect(texts('det|')).toEqual(['details.']);
  });

  it.each([
    ['outcome:|', 'outcome', 8, ['success', 'failure', 'denied']],
    ['result:d|', 'outcome', 7, ['denied']],
    ['a result:(failure OR d|', 'outcome', 21, ['denied']],
    ['category:settings,a|', 'category', 18, ['authentication', 'administration']],
    ['category:"Set|', 'category', 9, ['settings']],
    ['has:ch|', 'has', 4, ['changes']],
    ['after:y|', 'after', 6, ['yesterday']],
    ['on:>=t|', 'on', 3, ['>=today']],
    ['flag:new|', 'flag', 5, ['new_ip']],
    ['colour:r|', null, 7, []],
  ])('of %s is about %s from %i on', (marked, field, from, options) => {
    const { expected, ...rest } = at(marked);
    expect(expected).toBe('value');
    expect({ field: rest.field, from: rest.from }).toEqual({ field, from });
    expect(texts(marked)).toEqual(options);
  });

  it('replaces the whole word at the caret', () => {
    expect(chosen('act|or:jane', 'action:')).toBe('action:jane');
    expect(chosen('outcome:den| a', 'denied')).toBe('outcome:denied a');
    expect(chosen('source:"Pat|ient" a', 'patient_activity')).toBe('source:patient_activity a');
    expect(chosen('outcome:(fai|lure OR denied)', 'success')).toBe('outcome:(success OR denied)');
  });

  it('writes values so that they are read as they are', () => {
    for (const value of ['jane', 'Jane Doe', 'a"b\\c', 'OR', 'a,b', '(x)', '[x', 'a*', 'patient/1', '李'])
      expect(readQuery(`actor.id:${writtenValue(value)}`, { now: new Date(), zone: 'UTC' })).toEqual([
        { field: 'actor', is: value },
      ]);
  });
});
