import { StorageFault } from '../storage-fault';

interface S3Error {
  readonly name?: string;
  readonly message?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const FULL = /QuotaExceeded|StorageFull|InsufficientStorage|EntityTooLarge/;
/** 4xx, and yet no mistake of ours. */
const PASSING = /^(RequestTimeout|SlowDown|Throttling|ThrottlingException|TooManyRequests|OperationAborted)$/;
/** The SDK itself, before anything is sent. */
const UNUSABLE = /^(CredentialsProviderError|ProviderError)$|Region is missing/;

export const isMissing = (error: unknown): boolean => {
  const { name, $metadata } = error as S3Error;
  return (
    name === 'NoSuchKey' ||
    name === 'NotFound' ||
    (name !== 'NoSuchBucket' && $metadata?.httpStatusCode === 404)
  );
};

/** Any error of the SDK as one that says whether waiting helps. Servers differ in names, hardly in statuses. `variable`: what names the bucket. */
export function storageFault(error: unknown, bucket: string, variable = 'STORAGE_URL'): StorageFault {
  if (error instanceof StorageFault) return error;
  const { name = 'Error', message = '', $metadata } = error as S3Error;
  const status = $metadata?.httpStatusCode ?? 0;
  if (FULL.test(name) || status === 507)
    return new StorageFault('full', `The file storage has no room left (${name}).`, error);
  if (name === 'NoSuchBucket')
    return new StorageFault('refused', `There is no bucket ${bucket} (${variable}).`, error);
  const refused = status >= 300 && status < 500 && ![408, 409, 429].includes(status);
  if (UNUSABLE.test(name) || UNUSABLE.test(message) || (refused && !PASSING.test(name)))
    return new StorageFault(
      'refused',
      `The file storage refuses access to the bucket ${bucket} (${name}): check ${variable}, its credentials and their rights.`,
      error,
    );
  return new StorageFault('unavailable', 'The file storage does not answer.', error);
}
