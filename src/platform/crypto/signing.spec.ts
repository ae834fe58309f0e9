import { createPublicKey, verify } from 'node:crypto';
import { keyIdOf, Signing } from './signing';

describe('signing', () => {
  const signing = new Signing('a secret');
  const text = Buffer.from('what is said');

  it('gives signatures that the public key alone can check', () => {
    const key = createPublicKey(signing.publicKeyPem);
    const signature = signing.sign(text);
    expect(signature).toHaveLength(64);
    expect(verify(null, text, key, signature)).toBe(true);
    expect(verify(null, Buffer.from('what is said!'), key, signature)).toBe(false);
    expect(keyIdOf(key)).toBe(signing.keyId);
    expect(signing.keyId).toMatch(/^[\da-f]{16}$/);
  });

  it('has the same key after every start, and another one elsewhere', () => {
    expect(new Signing('a secret').publicKeyPem).toBe(signing.publicKeyPem);
    expect(new Signing('a secret').sign(text)).toEqual(signing.sign(text));
    expect(new Signing('another secret').keyId).not.toBe(signing.keyId);
  });
});
