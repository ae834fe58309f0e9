import { randomBytes } from 'node:crypto';
import { TotpVault } from './totp-vault';

describe('TotpVault', () => {
  const vault = new TotpVault({ secret: 'a secret for tests' });
  const secret = randomBytes(20);

  it('gives back what was sealed, each time sealed differently', () => {
    const [first, second] = [vault.seal(secret, 'jane'), vault.seal(secret, 'jane')];
    expect(first.equals(second)).toBe(false);
    expect(first.includes(secret)).toBe(false);
    expect(vault.open(first, 'jane')).toEqual(secret);
    expect(vault.open(second, 'jane')).toEqual(secret);
  });

  it('opens for no other account and no other installation', () => {
    const sealed = vault.seal(secret, 'jane');
    expect(() => vault.open(sealed, 'omar')).toThrow();
    expect(() => new TotpVault({ secret: 'another' }).open(sealed, 'jane')).toThrow();
  });

  it('notices every changed byte', () => {
    const sealed = vault.seal(secret, 'jane');
    for (let at = 0; at < sealed.length; at++) {
      const altered = Buffer.from(sealed);
      altered[at] = (altered[at] as number) ^ 1;
      expect(() => vault.open(altered, 'jane')).toThrow();
    }
  });
});
