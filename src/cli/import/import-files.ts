import { batchesOf } from './batches';
import { cloudtrailFormat } from './cloudtrail/cloudtrail.format';
import { bytesOf, isRecordsFile } from './input';
import { ndjsonFormat } from './ndjson.format';
import { UnusableRecord, type Format, type Outgoing } from './outgoing';
import { Progress, type Screen } from './progress';
import { Sender, type Target } from './sender';
import { MOST_RECORD_BYTES, splitLines, splitRecords } from './splitters';
import { Tally } from './tally';

export const FORMATS: Readonly<Record<string, Format>> = {
  cloudtrail: cloudtrailFormat,
  ndjson: ndjsonFormat,
};

export interface ImportOptions extends Target {
  readonly format: Format;
  readonly batch: number;
  readonly files: readonly string[];
}

/** Sends files one after the other, in their order, so that the sequence follows the file. @throws Error when the server refuses us. */
export async function importFiles(
  options: ImportOptions,
  screen: Screen,
): Promise<{ tally: Tally; seconds: number }> {
  const tally = new Tally();
  const progress = new Progress(screen);
  const sender = new Sender(options, (reason, ms) => progress.waiting(reason, ms));
  for await (const batch of batchesOf(eventsOf(options, tally), options.batch)) {
    tally.answer(batch, await sender.send(batch));
    progress.rows(tally.counts.read);
  }
  progress.done();
  return { tally, seconds: progress.seconds };
}

/** What cannot be sent is counted and passed over; a file that breaks off is imported up to there. */
async function* eventsOf({ files, format }: ImportOptions, tally: Tally): AsyncGenerator<Outgoing> {
  for (const path of files) {
    try {
      yield* eventsOfFile(path, format, tally);
    } catch (error) {
      tally.giveUp(path, (error as Error).message);
    }
  }
}

async function* eventsOfFile(path: string, format: Format, tally: Tally): AsyncGenerator<Outgoing> {
  const { isRecords, all } = await isRecordsFile(bytesOf(path));
  for await (const { place, text } of isRecords ? splitRecords(all) : splitLines(all)) {
    tally.counts.read += 1;
    const where = `${path}, ${isRecords ? 'record' : 'line'} ${place}`;
    try {
      if (text === null) throw new UnusableRecord(`is longer than ${MOST_RECORD_BYTES} bytes`);
      yield { where, ...format(text, place) };
    } catch (error) {
      if (!(error instanceof UnusableRecord)) throw error;
      tally.refuse(where, error.message);
    }
  }
}
