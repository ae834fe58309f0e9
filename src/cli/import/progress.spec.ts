import { Progress } from './progress';

function progressOn(isTTY: boolean): { progress: Progress; written: string[] } {
  const written: string[] = [];
  return { progress: new Progress({ isTTY, write: (text) => written.push(text) }), written };
}

describe('progress', () => {
  it('tells a pipe how far it is each 10,000 rows', () => {
    const { progress, written } = progressOn(false);
    for (let rows = 500; rows <= 30_000; rows += 500) progress.rows(rows);
    progress.done();
    expect(written).toHaveLength(3);
    expect(written[1]).toMatch(/^20,000 rows, [\d,]+ rows\/s\n$/);
  });

  it('moves one line on a terminal, and clears it at the end', () => {
    const { progress, written } = progressOn(true);
    progress.waiting('localhost:3000 answered 503', 1_500);
    progress.done();
    expect(written).toEqual(['\r\u001B[Klocalhost:3000 answered 503; trying again in 1.5 s\n', '\r\u001B[K']);
  });
});
