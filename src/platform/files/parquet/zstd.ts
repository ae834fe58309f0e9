import { compress, decompress, init } from '@bokuweb/zstd-wasm';

let ready: Promise<void> | undefined;

/** Before the first use; a second `init()` would take the memory away from whoever is at it. */
export const zstdReady = (): Promise<void> => (ready ??= init());

export const compressors = { ZSTD: (bytes: Uint8Array): Uint8Array => compress(bytes) };
export const decompressors = { ZSTD: (bytes: Uint8Array): Uint8Array => decompress(bytes) };
