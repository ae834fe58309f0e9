import { crc32 } from 'node:zlib';
import { StorageFault } from '../storage-fault';
import type { S3Bucket } from './s3-bucket';

/** A stretch of a draft, an object of its own. */
export interface Piece {
  readonly key: string;
  readonly bytes: number;
  /** Null where another process wrote it. */
  readonly crc32: number | null;
}

/** Where the pieces of a draft are: `…/file.zip.draft/000001` and so on; an `/` more than any file's name. */
export const piecesFolder = (name: string): string => `${name}.draft/`;

export const pieceKey = (name: string, number: number): string =>
  piecesFolder(name) + String(number).padStart(6, '0');

/** What a draft has left, in its order. */
export async function listPieces(bucket: S3Bucket, name: string): Promise<Piece[]> {
  const pieces: Piece[] = [];
  for await (const page of bucket.list(piecesFolder(name)))
    for (const { key, bytes } of page) pieces.push({ key, bytes, crc32: null });
  return pieces;
}

/** Their bytes, one after the other, at most `limit`; in memory is one. @throws StorageFault when one is not what was written. */
export async function* readPieces(
  bucket: S3Bucket,
  pieces: readonly Piece[],
  limit = Infinity,
): AsyncGenerator<Uint8Array> {
  let left = limit;
  for (const piece of pieces) {
    if (left <= 0) return;
    const bytes = await bucket.get(piece.key);
    if (bytes.length !== piece.bytes || (piece.crc32 !== null && crc32(bytes) !== piece.crc32))
      throw new StorageFault('unavailable', 'The file storage gave back other bytes than it was given.');
    yield bytes.subarray(0, left);
    left -= bytes.length;
  }
}
