import { newRecoveryCodes, parseRecoveryCode, toShow } from './recovery-code';

describe('recovery codes', () => {
  it('are ten, of 16 base32 characters, found by beginnings that differ', () => {
    const codes = newRecoveryCodes();
    expect(codes).toHaveLength(10);
    expect(new Set(codes.map(({ selector }) => selector)).size).toBe(10);
    for (const { selector, text } of codes) {
      expect(text).toMatch(/^[A-Z2-7]{16}$/);
      expect(text.startsWith(selector) && selector.length === 3).toBe(true);
    }
  });

  it('use the whole alphabet', () => {
    const seen = new Set(
      Array.from({ length: 100 }, newRecoveryCodes).flatMap((set) => [
        ...set.map(({ text }) => text).join(''),
      ]),
    );
    expect(seen.size).toBe(32);
  });

  it('are known again however they are typed', () => {
    const [code] = newRecoveryCodes() as [ReturnType<typeof newRecoveryCodes>[number]];
    expect(toShow(code)).toMatch(/^(\w{4}-){3}\w{4}$/);
    for (const typed of [code.text, toShow(code), toShow(code).toLowerCase(), ` ${code.text} `])
      expect(parseRecoveryCode(typed)).toEqual(code);
    for (const other of ['', code.text.slice(1), `${code.text}A`, '1'.repeat(16)])
      expect(parseRecoveryCode(other)).toBeNull();
  });
});
