import { join } from 'node:path';
import type { Settings } from '../settings';
import type { FileStore } from './file-store';
import { LocalFiles } from './local-files';
import type * as S3 from './s3/s3-files';

/** The store of the settings. What speaks to S3 is loaded only where it is wanted: it takes half a second. */
export function openFiles({
  dataDirectory,
  storage,
}: Pick<Settings, 'dataDirectory' | 'storage'>): FileStore {
  if (!storage.s3) return new LocalFiles(join(dataDirectory, 'files'));
  const { S3Files } = require('./s3/s3-files') as typeof S3;
  return new S3Files(storage.s3);
}
