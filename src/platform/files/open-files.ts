import { join } from 'node:path';
import type { Settings } from '../settings';
import type { FileStore } from './file-store';
import { LocalFiles } from './local-files';

/** The store of the settings. What speaks to S3 is loaded only where it is wanted: it takes half a second. */
export async function openFiles({
  dataDirectory,
  storage,
}: Pick<Settings, 'dataDirectory' | 'storage'>): Promise<FileStore> {
  if (!storage.s3) return new LocalFiles(join(dataDirectory, 'files'));
  const { S3Files } = await import('./s3/s3-files.js');
  return new S3Files(storage.s3);
}
