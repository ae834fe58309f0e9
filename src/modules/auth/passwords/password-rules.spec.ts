import { commonPasswords } from './common-passwords';
import { faultOf, MOST } from './password-rules';

const alone = { hasFactor: false, words: ['Olivia Owner', 'olivia@example.com', 'Acme Clinic', 'Daybook'] };
const codeOf = (password: string, circumstances = alone): string | null =>
  faultOf(password, circumstances)?.code ?? null;

describe('the rules of passwords', () => {
  it('ask for 15 characters alone, and for 12 beside a second factor', () => {
    expect(codeOf('vmzqhdkwyrptna')).toBe('password.too_short');
    expect(codeOf('vmzqhdkwyrptnas')).toBeNull();
    expect(codeOf('vmzqhdkwyrp', { ...alone, hasFactor: true })).toBe('password.too_short');
    expect(codeOf('vmzqhdkwyrpt', { ...alone, hasFactor: true })).toBeNull();
  });

  it('count code points of the composed form, and take up to 1,024 of them', () => {
    expect(codeOf('🐙🦀🐡🐠🐟🐬🐳🐋🦈🐊🐅🐆🦓🦍')).toBe('password.too_short');
    expect(codeOf('🐙🦀🐡🐠🐟🐬🐳🐋🦈🐊🐅🐆🦓🦍🐘')).toBeNull();
    expect(codeOf('ve\u0301lo ma\u0301gico u')).toBe('password.too_short');
    const long = Array.from({ length: MOST }, (_, n) =>
      String.fromCodePoint(0x4e00 + ((n * 37) % 5_000)),
    ).join('');
    expect(codeOf(long)).toBeNull();
    expect(codeOf(`${long}x`)).toBe('password.too_long');
  });

  it('ask for no kinds of characters', () => {
    expect(codeOf('tractor violin moss umbrella')).toBeNull();
    expect(codeOf('               x')).toBeNull();
  });

  it('refuse what stands on the list, in any case, and only as a whole', () => {
    expect(commonPasswords()).toBeGreaterThan(10_000);
    expect(codeOf('PasswordPassword')).toBe('password.too_common');
    expect(codeOf('qwertyuiopasdfghjkl')).toBe('password.too_common');
    expect(codeOf('correcthorsebatterystaple')).toBe('password.too_common');
    expect(codeOf('passwordpassword tractor')).toBeNull();
  });

  it.each([
    'aaaaaaaaaaaaaaa',
    'abcabcabcabcabcab',
    '123456789012345',
    '987654321098765',
    'abcdefghijklmnop',
    '🐙'.repeat(15),
  ])('refuse what repeats or runs: %s', (password) => expect(codeOf(password)).toBe('password.too_common'));

  it.each(['OliviaOwner2026!!', 'acme-clinic-2026-1', 'daybookdaybook99', 'olivia@example.com'])(
    'refuse what is made of names: %s',
    (password) => expect(codeOf(password)).toBe('password.too_personal'),
  );

  it('take a name within something longer', () => {
    expect(codeOf('olivia paints tractors')).toBeNull();
  });
});
