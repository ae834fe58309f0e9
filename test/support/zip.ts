import { buffer } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';

/** What is in a ZIP file, by a reader that is not ours: names and contents in the order of the directory. */
export async function readZip(bytes: Buffer): Promise<Map<string, Buffer>> {
  const file = await fromBufferPromise(bytes);
  const contents = new Map<string, Buffer>();
  for await (const entry of file.eachEntry())
    contents.set(entry.fileName, await buffer(await file.openReadStreamPromise(entry)));
  return contents;
}
