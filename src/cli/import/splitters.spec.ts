import { MOST_RECORD_BYTES, splitLines, splitRecords, type Piece } from './splitters';

async function* chunks(text: string, size: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function all(pieces: AsyncIterable<Piece>): Promise<Piece[]> {
  const found = [];
  for await (const piece of pieces) found.push(piece);
  return found;
}

const RECORDS = ['{"a":"}]é\\"{","b":[{"c":1}]}', '{}', '{"d":{"e":[]}}'];

describe.each([1, 3, 1_000])('in chunks of %i bytes', (size) => {
  it('lines are numbered, and empty ones counted but not passed on', async () => {
    expect(await all(splitLines(chunks('{"é":1}\r\n\n \nx', size)))).toEqual([
      { place: 1, text: '{"é":1}\r' },
      { place: 4, text: 'x' },
    ]);
  });

  it.each([
    ['a CloudTrail file', `{"Records":[${RECORDS.join(', ')}]}\n`],
    ['a bare list', `[${RECORDS.join(',')}]`],
    ['a file with other members', `{"meta":{"x":{}},"Records":[${RECORDS.join(',')}],"z":[1,[{}]]}`],
    ['several files in one', `{"Records":[${RECORDS[0]}]}{"Records":[${RECORDS[1]},${RECORDS[2]}]}`],
  ])('records are found in %s', async (_, text) => {
    expect(await all(splitRecords(chunks(text, size)))).toEqual(
      RECORDS.map((record, index) => ({ place: index + 1, text: record })),
    );
  });

  it('a file that breaks off gives what is whole, and says so', async () => {
    const found: Piece[] = [];
    const read = async (): Promise<void> => {
      for await (const piece of splitRecords(chunks('{"Records":[{"a":1},{"b":', size))) found.push(piece);
    };
    await expect(read()).rejects.toThrow('ends in the middle, after record 1');
    expect(found).toEqual([{ place: 1, text: '{"a":1}' }]);
  });
});

it('a record that is too long to be held is passed over, the next one is not', async () => {
  const long = `{"a":"${'x'.repeat(MOST_RECORD_BYTES)}"}`;
  expect(await all(splitLines(chunks(`${long}\n{}`, 65_536)))).toEqual([
    { place: 1, text: null },
    { place: 2, text: '{}' },
  ]);
  expect(await all(splitRecords(chunks(`[${long},{}]`, 65_536)))).toEqual([
    { place: 1, text: null },
    { place: 2, text: '{}' },
  ]);
});
