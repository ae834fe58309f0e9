/** Random access to the bytes of a file, wherever it lies. */
export interface Source {
  readonly size: number;
  /** May give fewer bytes than asked for where the file ends. */
  read(at: number, length: number): Promise<Uint8Array>;
}

/** SHA-256 of what comes piece by piece. */
export interface Hasher {
  update(bytes: Uint8Array): void;
  /** Once: 32 bytes. */
  digest(): Uint8Array;
}

/** All that the checks need of whatever runs them: `node-tools.ts` and `web-tools.ts` are the two there are. */
export interface Tools {
  hasher(): Hasher;
  /** SHA-256 of the bytes, or of the text in UTF-8: 32 bytes. */
  sha256(data: Uint8Array | string): Uint8Array;
  /** The checksum of ZIP (ISO 3309), going on behind `before`. */
  crc32(bytes: Uint8Array, before: number): number;
  /** Raw DEFLATE (RFC 1951). @throws Error when it is damaged, cut off, or something follows it. */
  inflate(deflated: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>;
  /** Ed25519 (RFC 8032), by the raw 32 bytes of the public key. False for whatever is no such key or signature. */
  verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean>;
}
