import { CopyParser } from './copy-rows';

const int16 = (value: number): Buffer => Buffer.from([(value >> 8) & 0xff, value & 0xff]);
const field = (text: string | null): Buffer => {
  const bytes = Buffer.from(text ?? '');
  const length = Buffer.alloc(4);
  length.writeInt32BE(text === null ? -1 : bytes.length);
  return Buffer.concat([length, bytes]);
};
const row = (...fields: (string | null)[]): Buffer =>
  Buffer.concat([int16(fields.length), ...fields.map(field)]);

const HEAD = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)]);
const ROWS = [['1', 'a', null], ['2', '', '🩺 ü'], []];
const STREAM = Buffer.concat([HEAD, ...ROWS.map((fields) => row(...fields)), int16(-1)]);

describe('the reader of binary COPY', () => {
  it('finds the rows, wherever the chunks are cut', () => {
    for (let size = 1; size <= STREAM.length; size++) {
      const parser = new CopyParser();
      const found = [];
      for (let at = 0; at < STREAM.length; at += size)
        found.push(...parser.parse(STREAM.subarray(at, at + size)));
      expect(found).toEqual(ROWS);
    }
  });
});
