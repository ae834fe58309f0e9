import { ipRange } from './ip-range';
import { parseQuery } from './parse-query';
import { afterPrefix } from './sql-text';

describe('values of a search', () => {
  it.each([
    ['10.0.0.0/8', '10.0.0.0', '10.255.255.255'],
    ['10.1.2.3', '10.1.2.3', '10.1.2.3'],
    ['::ffff:10.1.2.3', '10.1.2.3', '10.1.2.3'],
    ['2001:db8::/32', '2001:db8::', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff'],
  ])('%s begins at %s and ends at %s', (text, first, last) => expect(ipRange(text)).toEqual([first, last]));

  it.each(['10.0.0.0/33', 'example.com', '', '10.0.0', '0x7f000001', '10.0.0.0/x', '10.0/8'])(
    '"%s" is no address',
    (text) => expect(ipRange(text)).toBeNull(),
  );

  it('bounds a beginning by the next text that does not begin so', () => {
    expect(afterPrefix('member.')).toBe('member/');
    expect(afterPrefix('')).toBe('\u{10FFFF}');
    expect(afterPrefix('ab\u{10FFFF}')).toBe('ac');
    expect('member.\u{10FFFF}' < afterPrefix('member.')).toBe(true);
  });

  it('takes the last seven days unless told otherwise, and whole days for dates (S0-10)', () => {
    const now = new Date('2026-11-21T12:00:00Z');
    expect(parseQuery({}, now)).toMatchObject({ from: '2026-11-14T12:00:00.000Z' });
    expect(parseQuery({ from: '2026-11-01', to: '2026-11-02' }, now)).toEqual({
      from: '2026-11-01T00:00:00.000Z',
      to: '2026-11-03T00:00:00.000Z',
      where: [],
    });
  });
});
