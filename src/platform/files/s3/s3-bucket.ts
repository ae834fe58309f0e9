import type { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { S3Location } from '../../../../config/storage-url';
import { noSuchFile, type ByteRange } from '../file-store';
import { StorageFault } from '../storage-fault';
import { isMissing, storageFault } from './s3-errors';

/** What one request carries, and so what is in memory of a file. */
export const PIECE_BYTES = 8 * 1024 * 1024;
/** S3 takes 10,000 parts. */
const MOST_PARTS = 9_000;
const READS = 3;

export interface S3Options {
  /** Milliseconds until a request without an answer, or a connection without a byte, is given up. */
  readonly timeoutMs: number;
  /** How often the SDK sends a request that fails in passing. */
  readonly attempts: number;
}

export interface S3Object {
  /** Without the prefix of the location. */
  readonly key: string;
  readonly bytes: number;
}

/** The few things that are asked of a bucket; every error is a `StorageFault`, or ENOENT. */
export class S3Bucket {
  readonly #client: S3Client;

  constructor(
    private readonly location: S3Location,
    { timeoutMs, attempts }: S3Options,
  ) {
    const { region, endpoint, pathStyle, credentials } = location;
    this.#client = new S3Client({
      ...(region === undefined ? {} : { region }),
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(credentials === undefined ? {} : { credentials }),
      forcePathStyle: pathStyle,
      maxAttempts: attempts,
      // The default adds trailers that not every server understands, and one stores as content (scale.md).
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      requestHandler: {
        connectionTimeout: timeoutMs,
        requestTimeout: timeoutMs,
        throwOnRequestTimeout: true,
        socketTimeout: timeoutMs,
      },
    });
  }

  async put(key: string, bytes: Uint8Array): Promise<void> {
    await this.#asking(() =>
      this.#client.send(
        new PutObjectCommand({ ...this.#object(key), Body: bytes, ContentLength: bytes.length }),
      ),
    );
  }

  /** Of an object, or of a range of it that is there, at most a piece. @throws Error ENOENT */
  async get(key: string, range?: ByteRange): Promise<Uint8Array> {
    const Range = range && `bytes=${range.start}-${range.end}`;
    for (let reading = 1; ; reading++) {
      try {
        return await this.#asking(async () => {
          const answer = await this.#client.send(new GetObjectCommand({ ...this.#object(key), Range }));
          const bytes = (await answer.Body?.transformToByteArray()) ?? new Uint8Array();
          if (bytes.length !== answer.ContentLength) throw new Error('the answer was cut off');
          return range ? within(range, bytes, answer.ContentRange) : bytes;
        }, key);
      } catch (error) {
        // The SDK repeats requests, but not the reading of what they bring.
        const passing = error instanceof StorageFault && error.reason === 'unavailable';
        if (!passing || reading === READS) throw error;
      }
    }
  }

  async size(key: string): Promise<number | null> {
    try {
      const { ContentLength } = await this.#client.send(new HeadObjectCommand(this.#object(key)));
      return ContentLength ?? 0;
    } catch (error) {
      if (isMissing(error)) return null;
      throw storageFault(error, this.location.bucket);
    }
  }

  /** In the order of their keys, page by page; what is deleted meanwhile disturbs nothing. */
  async *list(folder: string, most?: number): AsyncGenerator<S3Object[]> {
    const { bucket, prefix } = this.location;
    for (let StartAfter: string | undefined, more = true; more;) {
      const page = await this.#asking(() =>
        this.#client.send(
          new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix + folder, StartAfter, MaxKeys: most }),
        ),
      );
      const found = page.Contents ?? [];
      yield found.map(({ Key = '', Size = 0 }) => ({ key: Key.slice(prefix.length), bytes: Size }));
      StartAfter = found.at(-1)?.Key;
      more = page.IsTruncated === true && StartAfter !== undefined;
    }
  }

  /** At most a thousand; those that are not there are none. */
  async delete(keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    const Objects = keys.map((key) => ({ Key: this.location.prefix + key }));
    const { Errors = [] } = await this.#asking(() =>
      this.#client.send(
        new DeleteObjectsCommand({ Bucket: this.location.bucket, Delete: { Objects, Quiet: true } }),
      ),
    );
    const failed = Errors.find(({ Code }) => Code !== 'NoSuchKey');
    if (failed) {
      const { Code: name = 'Error', Message: message = '' } = failed;
      const httpStatusCode = name === 'AccessDenied' ? 403 : 500;
      throw storageFault({ name, message, $metadata: { httpStatusCode } }, this.location.bucket);
    }
  }

  /** So many bytes as one object, seen when all of them are there. One part at a time: so the first that fails is the last. */
  async upload(key: string, body: Readable, bytes: number): Promise<void> {
    const upload = new Upload({
      client: this.#client,
      params: { ...this.#object(key), Body: body },
      queueSize: 1,
      partSize: Math.max(PIECE_BYTES, Math.ceil(bytes / MOST_PARTS)),
      leavePartsOnError: true,
    });
    try {
      await this.#asking(() => upload.done());
    } catch (error) {
      await this.#abort(key, upload.uploadId);
      throw error;
    } finally {
      body.destroy();
    }
    const stored = await this.size(key);
    if (stored === bytes) return;
    throw new StorageFault('unavailable', `The file storage holds ${stored ?? 0} of ${bytes} bytes.`);
  }

  /** Gives the space of its parts back. By ourselves, because the SDK would tell us of that failure instead of the one before it. */
  async #abort(key: string, UploadId: string | undefined): Promise<void> {
    if (UploadId === undefined) return;
    const command = new AbortMultipartUploadCommand({ ...this.#object(key), UploadId });
    await this.#client.send(command).catch(() => undefined);
  }

  async check(): Promise<void> {
    await this.#asking(() => this.#client.send(new HeadBucketCommand({ Bucket: this.location.bucket })));
  }

  #object(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.location.bucket, Key: this.location.prefix + key };
  }

  async #asking<T>(request: () => Promise<T>, key?: string): Promise<T> {
    try {
      return await request();
    } catch (error) {
      if (key !== undefined && isMissing(error)) throw noSuchFile(key);
      throw storageFault(error, this.location.bucket);
    }
  }
}

/** Some servers give more than was asked for; what they give begins at 0, or where they say. */
function within({ start, end }: ByteRange, bytes: Uint8Array, given = 'bytes 0-'): Uint8Array {
  const first = Number(/\d+/.exec(given)?.[0] ?? 0);
  return bytes.subarray(start - first, end - first + 1);
}
