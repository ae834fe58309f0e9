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

  it('has a key for each generation, the first being that of an installation without others', () => {
    const later = new Signing('a secret');
    later.use([
      { generation: 2, from: new Date('2026-02-01'), retired: null },
      { generation: 1, from: new Date('2026-01-01'), retired: new Date('2026-03-03') },
    ]);
    expect(later.at(1).publicKeyPem).toBe(signing.publicKeyPem);
    expect(later.keyId).not.toBe(signing.keyId);
    expect(later.sign(text)).toEqual(later.at(2).sign(text));
    expect(later.publicKey).toHaveLength(32);
    expect(later.generations.map(({ generation }) => generation)).toEqual([1, 2]);
    const signers = (at: string): string[] => later.inForce(new Date(at)).map(({ keyId }) => keyId);
    expect(signers('2026-03-02')).toEqual([later.keyId, signing.keyId]);
    expect(signers('2026-03-03')).toEqual([later.keyId]);
  });
});
