import { hash } from 'node:crypto';
import { HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { S3Location } from '../../../../config/storage-url';
import { storageFault } from './s3-errors';

/** An object that nobody can delete for a while. `confirmed`: the server says that it is so. */
export interface LockedObject {
  readonly version: string | null;
  readonly confirmed: boolean;
}

/** A bucket with object lock: what is put there stays until its time, whoever asks (mode COMPLIANCE). */
export class LockedBucket {
  readonly #client: S3Client;

  constructor(
    private readonly location: S3Location,
    timeoutMs: number,
  ) {
    const { region, endpoint, pathStyle, credentials } = location;
    this.#client = new S3Client({
      ...(region === undefined ? {} : { region }),
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(credentials === undefined ? {} : { credentials }),
      forcePathStyle: pathStyle,
      maxAttempts: 2,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      requestHandler: {
        connectionTimeout: timeoutMs,
        requestTimeout: timeoutMs,
        throwOnRequestTimeout: true,
      },
    });
  }

  /** S3 wants the MD5 of what is to be locked. @throws StorageFault */
  async put(key: string, text: string, until: Date): Promise<LockedObject> {
    const object = { Bucket: this.location.bucket, Key: this.location.prefix + key };
    const Body = Buffer.from(text);
    try {
      const { VersionId } = await this.#client.send(
        new PutObjectCommand({
          ...object,
          Body,
          ContentLength: Body.length,
          ContentMD5: hash('md5', Body, 'base64'),
          ContentType: 'text/plain; charset=utf-8',
          ObjectLockMode: 'COMPLIANCE',
          ObjectLockRetainUntilDate: until,
        }),
      );
      return { version: VersionId ?? null, confirmed: await this.#isLocked(object) };
    } catch (error) {
      throw storageFault(error, this.location.bucket, 'ANCHOR_URL');
    }
  }

  /** Some servers take the headers and lock nothing. Who may not ask is not told either. */
  async #isLocked(object: { Bucket: string; Key: string }): Promise<boolean> {
    const head = await this.#client.send(new HeadObjectCommand(object)).catch(() => null);
    return head?.ObjectLockMode === 'COMPLIANCE';
  }
}
