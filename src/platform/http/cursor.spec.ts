import { decodeCursor, encodeCursor } from './cursor';

const SECRET = 'a secret for cursors, long enough';

describe('cursor', () => {
  it('gives back the position it was made of', () => {
    const cursor = encodeCursor(SECRET, 'members', ['2026-01-01', 7]);
    expect(decodeCursor(SECRET, 'members', cursor)).toEqual(['2026-01-01', 7]);
  });

  it('fits its own query only', () => {
    const cursor = encodeCursor(SECRET, 'members of a', 1);
    expect(() => decodeCursor(SECRET, 'members of b', cursor)).toThrow('does not belong');
    expect(() => decodeCursor('another secret', 'members of a', cursor)).toThrow('does not belong');
  });

  it.each(['', 'x', 'AAAA', '%%%', 'a'.repeat(10_000)])('refuses what nobody made (%#)', (text) => {
    expect(() => decodeCursor(SECRET, 'members', text)).toThrow(
      expect.objectContaining({ code: 'cursor.invalid' }),
    );
  });

  it('refuses a position that was changed', () => {
    const bytes = Buffer.from(encodeCursor(SECRET, 's', { id: 1 }), 'base64url');
    bytes[bytes.length - 2] = 0x39;
    expect(() => decodeCursor(SECRET, 's', bytes.toString('base64url'))).toThrow('does not belong');
  });
});
