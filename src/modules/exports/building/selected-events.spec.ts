import { withLiterals } from './selected-events';

describe('the statement of an export', () => {
  it('holds values as literals that cannot end', () => {
    const values = ["O'Hara $2 \\", ['a"b', "c'd", 'e\\f', null], 7, null];
    expect(withLiterals('a = $1 AND b = ANY ($2::text[]) AND c = $3 AND d = $4 AND e = $1', values)).toBe(
      `a =  E'O''Hara $2 \\\\' AND b = ANY ( E'{"a\\\\"b","c''d","e\\\\\\\\f",NULL}'::text[]) AND c = '7' AND d = NULL AND e =  E'O''Hara $2 \\\\'`,
    );
  });
});
