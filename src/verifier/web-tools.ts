import { utf8 } from './bytes';
import { Sha256 } from './sha256';
import type { Source, Tools } from './tools';

/** What every browser of 2025 or later has (Ed25519 in WebCrypto, DecompressionStream), and a SHA-256 of our own. */
export const webTools: Tools = {
  hasher: () => new Sha256(),
  sha256: (data) => {
    const hasher = new Sha256();
    hasher.update(typeof data === 'string' ? utf8(data) : data);
    return hasher.digest();
  },
  crc32: (bytes, before) => {
    let sum = ~before;
    for (const value of bytes) sum = (sum >>> 8) ^ (CRC_TABLE[(sum ^ value) & 0xff] as number);
    return ~sum >>> 0;
  },
  inflate: inflated,
  verify: async (publicKey, message, signature) => {
    try {
      const key = await crypto.subtle.importKey('raw', publicKey.slice(), 'Ed25519', false, ['verify']);
      return await crypto.subtle.verify('Ed25519', key, signature.slice(), message.slice());
    } catch {
      return false;
    }
  },
};

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let value = n;
  for (let bit = 0; bit < 8; bit++) value = (value & 1) === 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

async function* inflated(deflated: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const stream = new DecompressionStream('deflate-raw');
  const writer = stream.writable.getWriter();
  const written = (async () => {
    for await (const chunk of deflated) await writer.write(chunk.slice());
    await writer.close();
  })();
  written.catch((error: unknown) => writer.abort(error).catch(() => undefined));
  const reader = stream.readable.getReader() as ReadableStreamDefaultReader<Uint8Array>;
  try {
    for (let step = await reader.read(); !step.done; step = await reader.read()) yield step.value;
    await written;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** A file that somebody chose or dropped on a page, or a whole in memory. */
export const sourceOf = (blob: Blob): Source => ({
  size: blob.size,
  read: async (at, length) => new Uint8Array(await blob.slice(at, at + length).arrayBuffer()),
});
