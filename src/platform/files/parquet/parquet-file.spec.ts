import { dayOf, microsecondsOf, type ParquetColumn, type ParquetValue } from './parquet-columns';
import { ParquetFile, type ParquetOptions } from './parquet-file';
import { readParquet, type ByteSource, type ParquetRecord } from './parquet-reader';

const COLUMNS: readonly ParquetColumn[] = [
  { name: 'number', kind: 'integer', required: true },
  { name: 'text', kind: 'text' },
  { name: 'list', kind: 'texts', required: true },
  { name: 'bytes', kind: 'bytes' },
  { name: 'at', kind: 'moment' },
  { name: 'day', kind: 'day' },
];

const FIRST: ParquetValue[] = [
  9_007_199_254_740_993n,
  '\uFEFFa byte order mark, é 😀',
  ['a', '', 'b'],
  new Uint8Array([0, 255, 10]),
  microsecondsOf('0001-01-01T00:00:00.001Z'),
  dayOf('9999-12-31'),
];
const NOTHING: ParquetValue[] = [-1n, null, [], null, null, dayOf('infinity')];

const sourceOf = (bytes: Buffer): ByteSource => ({
  byteLength: bytes.length,
  slice: (start, end) => new Uint8Array(bytes.subarray(start, end)).slice().buffer,
});

async function written(rows: readonly (readonly ParquetValue[])[], options?: ParquetOptions) {
  const file = await ParquetFile.open(COLUMNS, null, options);
  const chunks: Uint8Array[] = [file.head()];
  for (const row of rows) chunks.push((await file.add(row)) ?? new Uint8Array());
  chunks.push((await file.endGroup()) ?? new Uint8Array(), file.foot({ key: 'välue' }));
  return { bytes: Buffer.concat(chunks), state: file.state };
}

async function groupsOf(bytes: Buffer): Promise<ParquetRecord[][]> {
  const groups: ParquetRecord[][] = [];
  for await (const group of (await readParquet(sourceOf(bytes))).rowGroups) groups.push(group);
  return groups;
}

describe('a Parquet file', () => {
  it('gives back every value as it was', async () => {
    const { bytes } = await written([FIRST, NOTHING]);
    const contents = await readParquet(sourceOf(bytes));
    expect([contents.rows, contents.facts.get('key')]).toEqual([2, 'välue']);
    expect(await groupsOf(bytes)).toEqual([
      [
        {
          number: 9_007_199_254_740_993n,
          text: '\uFEFFa byte order mark, é 😀',
          list: ['a', '', 'b'],
          bytes: new Uint8Array([0, 255, 10]),
          at: new Date('0001-01-01T00:00:00.001Z'),
          day: new Date('9999-12-31'),
        },
        { number: -1n, text: null, list: [], bytes: null, at: null, day: null },
      ],
    ]);
  });

  it('begins another row group after so many rows, or so much text', async () => {
    const rows = Array.from({ length: 7 }, (_, n): ParquetValue[] => [
      BigInt(n),
      'x'.repeat(n * 100),
      [],
      null,
      null,
      null,
    ]);
    const sizes = async (options: ParquetOptions) =>
      (await groupsOf((await written(rows, options)).bytes)).map((group) => group.length);
    expect(await sizes({ groupRows: 3, groupSize: 1_000_000 })).toEqual([3, 3, 1]);
    expect(await sizes({ groupRows: 100, groupSize: 600 })).toEqual([4, 2, 1]);
  });

  it('keeps of each row group only what the footer says of it', async () => {
    const many = Array.from({ length: 400 }, (_, n): ParquetValue[] => [
      BigInt(n),
      `text ${n}`,
      ['f'],
      null,
      1n,
      1,
    ]);
    const { state } = await written(many, { groupRows: 100, groupSize: 1_000_000 });
    expect(state.groups).toHaveLength(4);
    expect(JSON.stringify(state).length).toBeLessThan(4 * COLUMNS.length * 40);
  });
});
