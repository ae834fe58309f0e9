import type { Response } from 'supertest';
import type { Manifest } from '../../src/modules/exports/exports.contract';
import type { TestClient } from './test-client';
import { readZip } from './zip';

/** A file as it was downloaded. */
export interface Exported {
  readonly zip: Buffer;
  readonly name: string;
  readonly content: Buffer;
  readonly manifest: Manifest;
  readonly headers: Readonly<Record<string, string>>;
}

export async function download(client: TestClient, id: string): Promise<Exported> {
  const response = await client.get(`/v1/exports/${id}/file`).expect(200).buffer(true).parse(asBuffer);
  return { ...(await unpack(response.body as Buffer)), headers: response.headers };
}

export async function unpack(zip: Buffer): Promise<Omit<Exported, 'headers'>> {
  const entries = await readZip(zip);
  const [name = ''] = entries.keys();
  const manifest = JSON.parse(String(entries.get('manifest.json'))) as Manifest;
  const beside = manifest.supplements.map((supplement) => supplement.name);
  const names = [...entries.keys()].join();
  if (names !== [name, ...beside, 'manifest.json', 'manifest.sig'].join())
    throw new Error(`an export holds ${names}`);
  return { zip, name, content: entries.get(name) as Buffer, manifest };
}

function asBuffer(response: Response, done: (error: Error | null, body: Buffer) => void): void {
  const stream = response as unknown as NodeJS.ReadableStream;
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  stream.on('end', () => done(null, Buffer.concat(chunks)));
}
