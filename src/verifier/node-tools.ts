import { spkiOf } from './keys';
import type { Hasher, Source, Tools } from './tools';

/** What Node has of its own (20.16 or later): several times as fast as the tools of a browser. Null where there is no Node. */
export function nodeTools(): Tools | null {
  if (typeof process !== 'object' || typeof process.getBuiltinModule !== 'function') return null;
  const { createHash, createPublicKey, hash, verify } = process.getBuiltinModule('node:crypto');
  const { crc32, createInflateRaw } = process.getBuiltinModule('node:zlib');
  const { Readable } = process.getBuiltinModule('node:stream');

  async function* inflate(deflated: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let given = 0;
    const counted = async function* (): AsyncGenerator<Uint8Array> {
      for await (const chunk of deflated) {
        given += chunk.length;
        yield chunk;
      }
    };
    const inflater = createInflateRaw();
    const source = Readable.from(counted());
    source.once('error', (error) => inflater.destroy(error)).pipe(inflater);
    try {
      yield* inflater as AsyncIterable<Uint8Array>;
    } finally {
      source.destroy();
    }
    if (inflater.bytesWritten !== given) throw new Error('there is something behind the compressed data');
  }

  return {
    hasher: (): Hasher => {
      const hasher = createHash('sha256');
      return { update: (bytes) => void hasher.update(bytes), digest: () => hasher.digest() };
    },
    sha256: (data) => hash('sha256', data, 'buffer'),
    crc32: (bytes, before) => crc32(bytes, before),
    inflate,
    verify: async (publicKey, message, signature) => {
      try {
        const key = createPublicKey({ key: Buffer.from(spkiOf(publicKey)), format: 'der', type: 'spki' });
        return await Promise.resolve(verify(null, message, key, signature));
      } catch {
        return false;
      }
    },
  };
}

/** A file on disk; whoever asks for it closes it. @throws Error when it cannot be opened. */
export async function openFile(path: string): Promise<Source & { close(): Promise<void> }> {
  const { open } = process.getBuiltinModule('node:fs/promises');
  const file = await open(path, 'r');
  const { size } = await file.stat();
  return {
    size,
    read: async (at, length) => {
      const bytes = new Uint8Array(length);
      const { bytesRead } = await file.read(bytes, 0, length, at);
      return bytes.subarray(0, bytesRead);
    },
    close: () => file.close(),
  };
}
