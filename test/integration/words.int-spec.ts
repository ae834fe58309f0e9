import { randomUUID } from 'node:crypto';
import { parseQuery } from '../../src/modules/audit/search/parse-query';
import { anEvent, openLog, someone, type LogFixture } from '../support/log-fixture';

const SUMMARIES = [
  'Crème brûlée für José Ødegård', // 1
  'Жанна Пётр открыла карту', // 2
  'Η ΟΔΟΣ του ασθενή', // 3
  'فتح سِجِلّ المَرِيض', // 4
  'שָׁלוֹם רשומה', // 5
  'रोगी का अभिलेख खोला', // 6
  '患者記録を開いた', // 7
  'カルテを閉じた 第３回', // 8
  'เปิดประวัติผู้ป่วยแล้ว', // 9
  'Ann’s chart—“opened”…today', // 10
  '打开了患者的病历 by Jane', // 11
];

/** What is asked, and the numbers of the summaries that answer. */
const CASES: readonly [q: string, ...numbers: number[]][] = [
  ['creme', 1],
  ['CRÈME', 1],
  ['cre\u0300me', 1],
  ['"brûlée für"', 1],
  ['jose', 1],
  ['ødegård', 1],
  ['жанна', 2],
  ['ПЁТР', 2],
  ['карт*', 2],
  ['οδός', 3],
  ['οδος', 3],
  ['ΑΣΘΕΝΉ', 3],
  ['المريض', 4],
  ['سجل', 4],
  ['שלום', 5],
  ['रोगी', 6],
  ['अभिलेख', 6],
  ['患者', 7, 11],
  ['患者記録', 7],
  ['記録を', 7],
  ['者', 7, 11],
  ['た', 7, 8],
  ['患記'],
  ['録患'],
  ['カルテ', 8],
  ['ｶﾙﾃ', 8],
  ['ルテ', 8],
  ['"閉じた 第3"', 8],
  ['3回', 8],
  ['ประวัติ', 9],
  ['ผู้ป่วย', 9],
  ['ผู้ป่วยแล้ว', 9],
  ['วยประ'],
  ['ann', 10],
  ['opened', 10],
  ['"chart opened today"', 10],
  ['患者 jane', 11],
  ['"病历 by"', 11],
  ['病* -记录', 11],
  ['summary:病历', 11],
  ['summary:omar'],
  ['-患者 (記録 OR 第)', 8],
  ['李'],
  ['王小', 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
  ['source:security 明', 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
  ['summary:王小明'],
];

describe('words of a search in any script', () => {
  let log: LogFixture;
  const organizationId = randomUUID();

  beforeAll(async () => {
    log = await openLog();
    const actor = someone({ name: '王小明', email: 'x@acme.example' });
    const events = SUMMARIES.map((summary) => anEvent({ summary, actor, resource: null }));
    await log.writer.write(organizationId, events);
  });
  afterAll(() => log.close());

  const found = async (q: string): Promise<number[]> => {
    const query = parseQuery({ q, from: '2026-01-01' }, new Date());
    const events = await log.pages.read(organizationId, query, { after: null, ascending: false, limit: 50 });
    return events.map(({ sequence }) => sequence).sort((a, b) => a - b);
  };

  it.each(CASES)('%s', async (q, ...numbers) => {
    expect(await found(q)).toEqual(numbers);
    // The same where no index answers, so that the words are tried on each row.
    expect(await found(`(${q}) OR nothingsuch`)).toEqual(numbers);
  });
});
