import { newestFirst, type Slice } from './page';

const SECRET = 'a secret for pages, long enough';
const all = Array.from({ length: 7 }, (_, i) => ({ id: `0000000${i}` }));

/** A table in memory that understands the bounds. */
function fetch({ id, order, take }: Slice): Promise<{ id: string }[]> {
  const rows = all.filter((row) => !id || (id.type === 'moreThan' ? row.id > id.value : row.id < id.value));
  return Promise.resolve((order === 'ASC' ? rows : rows.toReversed()).slice(0, take));
}

const ids = ({ rows }: { rows: readonly { id: string }[] }): string =>
  rows.map(({ id }) => id.at(-1)).join('');
const page = (cursor?: string | null) =>
  newestFirst({ limit: 3, ...(cursor ? { cursor } : {}) }, SECRET, 's', fetch);

describe('newestFirst', () => {
  it('walks to the end and back without a gap', async () => {
    const first = await page();
    const second = await page(first.next_cursor);
    const third = await page(second.next_cursor);
    expect([first, second, third].map(ids)).toEqual(['654', '321', '0']);
    expect([first.prev_cursor, third.next_cursor]).toEqual([null, null]);
    const back = await page(third.prev_cursor);
    expect(ids(back)).toBe('321');
    const start = await page(back.prev_cursor);
    expect([ids(start), start.prev_cursor]).toEqual(['654', null]);
  });
});
