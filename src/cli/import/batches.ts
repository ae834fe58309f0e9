import type { Outgoing } from './outgoing';

/** What the server takes in one request (design.md, "The event"). */
export const MOST_BATCH_EVENTS = 1_000;
const MOST_BATCH_BYTES = 8 * 1024 * 1024;

/** Gathers events into batches that fit into one request: at most `most` of them and 8 MiB. */
export async function* batchesOf(
  events: AsyncIterable<Outgoing>,
  most: number,
): AsyncGenerator<readonly Outgoing[]> {
  let batch: Outgoing[] = [];
  let bytes = 0;
  for await (const event of events) {
    const size = Buffer.byteLength(event.line) + 1;
    if (batch.length > 0 && (batch.length >= most || bytes + size > MOST_BATCH_BYTES)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(event);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}
