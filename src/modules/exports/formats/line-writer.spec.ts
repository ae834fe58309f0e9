import type { CopiedRow } from '../../../platform/database/copy-rows';
import type { ExportFacts, FileWriter } from './file-writer';
import { lineFormat } from './line-writer';

const FACTS = {} as ExportFacts;
const LIST = {
  head: '[',
  lines:
    () =>
    ([text]: CopiedRow) =>
      text ?? '',
  between: ',',
  tail: ']',
};
const format = lineFormat('text/plain', 'txt', LIST);

/** As the file does it: what a call returns is read before the next call. */
async function written(
  steps: readonly ((writer: FileWriter) => Promise<readonly Uint8Array[]>)[],
  state: unknown,
) {
  const writer = await format.open(FACTS, state);
  let text = '';
  for (const step of steps) text += Buffer.concat(await step(writer)).toString();
  return { text, state: JSON.parse(JSON.stringify(writer.state)) as unknown };
}

const add =
  (...texts: string[]) =>
  (writer: FileWriter) =>
    writer.add(texts.map((text) => [text]));
const begin = (writer: FileWriter) => writer.begin();
const endPart = (writer: FileWriter) => writer.endPart();
const finish = (writer: FileWriter) => writer.finish();

describe('a file of lines', () => {
  it('has its head, its lines with something between them, and its tail', async () => {
    expect((await written([begin, add('a', 'b'), endPart, add('c'), endPart, finish], null)).text).toBe(
      '[a,b,c]',
    );
    expect((await written([begin, endPart, finish], null)).text).toBe('[]');
  });

  it('goes on in another process as if nothing had been', async () => {
    const first = await written([begin, add('a'), endPart], null);
    const second = await written([add('b'), endPart, finish], first.state);
    expect(first.text + second.text).toBe('[a,b]');
    const empty = await written([begin, endPart], null);
    expect(empty.text + (await written([add('b'), endPart, finish], empty.state)).text).toBe('[b]');
  });

  it('loses nothing when lines are longer than its memory, or many come at once', async () => {
    const lines = Array.from({ length: 400 }, (_, n) => `${n}é`.repeat(n % 50 === 0 ? 60_000 : 500));
    const steps = [
      begin,
      add(...lines.slice(0, 150)),
      add(...lines.slice(150, 151)),
      add(...lines.slice(151)),
      endPart,
    ];
    const { text } = await written([...steps, finish], null);
    expect(text === `[${lines.join(',')}]`).toBe(true);
  });
});
