import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { crc32, deflateRawSync } from 'node:zlib';
import { base64In, hexIn, hexOf } from './bytes';
import { nodeTools } from './node-tools';
import type { Tools } from './tools';
import { webTools } from './web-tools';

describe.each([
  ['Node', nodeTools() as Tools],
  ['a browser', webTools],
])('the tools of %s', (_, tools) => {
  const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

  it('hash as FIPS 180-4 says, whole and in pieces of any size', () => {
    expect(hexOf(tools.sha256('abc'))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
    for (let length = 0; length < 300; length++) {
      const bytes = randomBytes(length);
      const hasher = tools.hasher();
      for (let at = 0; at < length; at += 1 + (at % 7)) hasher.update(bytes.subarray(at, at + 1 + (at % 7)));
      expect([hexOf(tools.sha256(bytes)), hexOf(hasher.digest())]).toEqual([sha256(bytes), sha256(bytes)]);
    }
    expect(hexOf(tools.sha256('Łódź 🩺'))).toBe(sha256(Buffer.from('Łódź 🩺')));
  });

  it('sum up as ZIP does, going on behind what was summed before', () => {
    const bytes = randomBytes(1_000);
    expect(tools.crc32(bytes, 0)).toBe(crc32(bytes));
    expect(tools.crc32(bytes.subarray(300), tools.crc32(bytes.subarray(0, 300), 0))).toBe(crc32(bytes));
  });

  const inflated = async (deflated: Buffer): Promise<Buffer> => {
    const pieces = async function* (): AsyncGenerator<Uint8Array> {
      await Promise.resolve();
      for (let at = 0; at < deflated.length; at += 1_000) yield deflated.subarray(at, at + 1_000);
    };
    const chunks: Uint8Array[] = [];
    for await (const chunk of tools.inflate(pieces())) chunks.push(chunk);
    return Buffer.concat(chunks);
  };

  it('inflate, and refuse what is damaged, cut off or longer than it should be', async () => {
    const bytes = Buffer.from(randomBytes(40_000).toString('hex'));
    const deflated = deflateRawSync(bytes);
    expect((await inflated(deflated)).equals(bytes)).toBe(true);
    await expect(inflated(deflated.subarray(0, -5))).rejects.toThrow();
    // Browsers refuse it as well (test/browser/verifier.browser-spec.ts); the DecompressionStream of Node 20 does not.
    if (tools !== webTools)
      await expect(inflated(Buffer.concat([deflated, Buffer.from('more')]))).rejects.toThrow();
    await expect(inflated(Buffer.alloc(2_000, 0xff))).rejects.toThrow();
  });

  it('pass on why the bytes could not be read', async () => {
    const broken = async function* (): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(deflateRawSync(Buffer.alloc(10)).subarray(0, 1));
      throw new Error('the disk is gone');
    };
    const read = async (): Promise<void> => {
      for await (const chunk of tools.inflate(broken())) void chunk;
    };
    await expect(read()).rejects.toThrow('the disk is gone');
  });

  it('know an ed25519 signature from another one, and from rubbish', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(12);
    const message = Buffer.from('a checkpoint');
    const signature = sign(null, message, privateKey);
    expect(await tools.verify(raw, message, signature)).toBe(true);
    expect(await tools.verify(raw, Buffer.from('another'), signature)).toBe(false);
    expect(await tools.verify(raw, message, signature.subarray(1))).toBe(false);
    expect(await tools.verify(raw.subarray(1), message, signature)).toBe(false);
    expect(await tools.verify(Buffer.alloc(32, 0xff), message, signature)).toBe(false);
  });
});

describe('texts of bytes', () => {
  it('are read as RFC 4648 writes them, and in no other spelling', () => {
    for (let length = 0; length < 50; length++) {
      const bytes = randomBytes(length);
      expect(base64In(bytes.toString('base64'))).toEqual(Uint8Array.from(bytes));
      expect(hexIn(bytes.toString('hex'), length)).toEqual(Uint8Array.from(bytes));
    }
    for (const text of [
      'QQ',
      'QR==',
      'QQ=',
      'QQ==QQ==',
      'Q Q=',
      'QUJ',
      'QUF=',
      '-_==',
      '====',
      '=',
      'ÄÄÄÄ',
      7,
      null,
    ])
      expect(base64In(text)).toBeNull();
    for (const text of ['AA', 'a', 'aaa', 'zz', 7, undefined]) expect(hexIn(text, 1)).toBeNull();
  });
});
