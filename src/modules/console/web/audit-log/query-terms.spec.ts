import {
  asBeginning,
  choiceOf,
  choose,
  faultOfQuery,
  hasAlternatives,
  saysTime,
  simpleTerm,
  termsOf,
  withoutField,
} from './query-terms';

describe('the chips of a query', () => {
  it.each([
    ['', []],
    ['source:security', ['source:security']],
    ['a  -result:failure "two words"', ['a', '-result:failure', '"two words"']],
    ['actor:"Jane Doe" x', ['actor:"Jane Doe"', 'x']],
    ['result:(failure OR denied) x', ['result:(failure OR denied)', 'x']],
    ['a OR b c', ['a OR b', 'c']],
    ['NOT a b', ['NOT a', 'b']],
    ['(a (b OR c)) d', ['(a (b OR c))', 'd']],
    ['"unfinished x', ['"unfinished x']],
    ['summary:"say \\"hi\\" now" y', ['summary:"say \\"hi\\" now"', 'y']],
  ])('of %j are %j', (query, terms) => expect(termsOf(query)).toEqual(terms));

  it('know what is simple, under one name', () => {
    expect(simpleTerm('-result:failure,denied')).toEqual({
      isExcluded: true,
      field: 'outcome',
      values: ['failure', 'denied'],
    });
    expect(simpleTerm('result:(a OR b)')).toBeNull();
    expect(simpleTerm('word')).toBeNull();
  });
});

describe('choosing a value', () => {
  it('adds it beside others of its field, and takes it away again', () => {
    const one = choose('x', 'source', 'security', 'included');
    expect(one).toBe('x source:security');
    const two = choose(one, 'source', 'ai', 'included');
    expect(two).toBe('x source:security,ai');
    expect(choiceOf(two, 'source', 'ai')).toBe('included');
    expect(choose(two, 'source', 'security', null)).toBe('x source:ai');
  });

  it('moves it from included to excluded', () => {
    const query = choose('outcome:failure', 'outcome', 'failure', 'excluded');
    expect(query).toBe('-outcome:failure');
    expect(choiceOf(query, 'outcome', 'failure')).toBe('excluded');
  });

  it('quotes what would be read otherwise, so that the result is a query', () => {
    for (const value of ['Jane Doe', 'a,b', 'say "hi"', 'x)', 'OR', 'c:\\temp']) {
      const query = choose('', 'actor', value, 'included');
      expect([value, faultOfQuery(query)]).toEqual([value, null]);
      expect([value, choiceOf(query, 'actor', value)]).toEqual([value, 'included']);
    }
  });

  it('finds it under an alias', () =>
    expect(choiceOf('-result:failure', 'outcome', 'failure')).toBe('excluded'));
});

describe('a query', () => {
  it('without a field keeps the others', () =>
    expect(withoutField('source:ai x -source:api', 'source')).toBe('x'));
  it('says whether it speaks of time, and of alternatives', () => {
    expect([saysTime('after:7d x'), saysTime('x'), saysTime('-on:today')]).toEqual([true, false, true]);
    expect([hasAlternatives('a OR b'), hasAlternatives('a:(b OR c)')]).toEqual([true, true]);
  });
  it('that cannot be read says where', () =>
    expect(faultOfQuery('actor:')).toMatchObject({ code: 'query.syntax', offset: 6 }));

  it.each([
    ['appoi', 'appoi*'],
    ['lab appoi', 'lab appoi*'],
    ['-appoi', '-appoi*'],
    ['source:flow (lab', 'source:flow (lab*'],
    ['appointment ', 'appointment'],
    ['a', 'a'],
    ['lab OR', 'lab OR'],
    ['source:fl', 'source:fl'],
    ['"two wor', '"two wor'],
    ['done)', 'done)'],
  ])('asks %s for what begins so while it is written', (text, asked) =>
    expect(asBeginning(text)).toBe(asked),
  );
});
