import { inflateSync } from 'node:zlib';
import type { CopiedRow } from '../../../../platform/database/copy-rows';
import { FACTS, rowOf } from '../../../../../test/support/pdf-rows';
import { readPdf, solid, textOfPages, type PdfContent } from '../../../../../test/support/pdf-text';
import type { ExportFacts } from '../file-writer';
import { pdfFormat } from './pdf-format';
import type { PdfState } from './pdf-writer';

const summary = (text: string): CopiedRow => rowOf(1, { target: { summary: text } });

describe('a PDF of events', () => {
  it('says on its cover whose events these are, which, how many, and how to check them', async () => {
    const pdf = await readPdf(await write([1, 2, 3].map((sequence) => rowOf(sequence))));
    const cover = solid(pdf.pages[0]?.items.map(({ text }) => text).join('') ?? '');
    for (const text of [
      'Audit log export',
      'Seeblick Clinic (0193aaaa-0000-7ccc-8ddd-000000000001)',
      '2026-11-01 00:00:00.000 UTC, 2026-11-01 01:00:00.000 +01:00 in Europe/Berlin',
      'Jane Doe <jane@example.com>',
      'event 4711 at the moment of the request',
      'the action is note.read',
      'somebody called “Jane” acted',
      'daybook verify FILE.zip',
      '1 to 3',
    ])
      expect(cover).toContain(solid(text));
    expect(pdf.info).toMatchObject({
      Title: 'Audit log export: Seeblick Clinic, 2026-11-01 00:00:00.000 UTC to 2026-12-01 00:00:00.000 UTC',
      Producer: 'Daybook',
      CreationDate: 'D:20261202100000Z',
      Language: 'en',
    });
    expect(pdf.complaints).toBe('');
  });

  it('has the organization, the range, the export and "page x of y" on every page', async () => {
    const { pages } = await readPdf(await write(many(200)));
    expect(pages.length).toBeGreaterThan(5);
    pages.forEach(({ items }, i) => {
      const text = solid(items.map((item) => item.text).join(''));
      expect(text).toContain(`Page${i + 1}of`);
      expect(
        items
          .filter(({ y }) => y < 20)
          .map((item) => solid(item.text))
          .join(''),
      ).toContain(`of${pages.length}`);
      expect(text).toContain(FACTS.exportId);
      expect(text).toContain('SeeblickClinic');
      expect(text).toContain(solid('2026-11-01 00:00:00.000 UTC'));
    });
  });

  it('shows of an event what a reader asks for', async () => {
    const row = rowOf(42, {
      action: 'patient.address_changed',
      outcome: 'denied',
      flags: 'critical;phi',
      occurredAt: '2026-11-21T23:30:00.123Z',
      target: {
        related: [{ id: 'k1', name: 'A letter', type: 'message' }],
        resource: { id: 'p9', name: 'Ann Lee', type: 'patient' },
        subject: { id: 's9', type: 'person' },
        summary: 'Omar moved Ann',
      },
      content: {
        changes: { after: { address: { city: 'B' }, n: null }, before: { address: { city: 'A' }, old: 1 } },
        details: { via: 'phone' },
        outcome_reason: 'no consent',
      },
    });
    const text = textOfPages(await readPdf(await write([row])));
    for (const shown of [
      '42 2026-11-21 23:30:00.123 2026-11-22 00:30:00.123 +01:00 Omar Reyes omar@example.com · admin',
      'patient.address_changed ehr · read',
      'patient Ann Lee (p9) of person s9',
      'denied critical, phi 203.0.113.7 Omar moved Ann',
      'Reason no consent',
      'Changed address.city: "A" → "B"',
      'old: 1 → —',
      'n: — → null',
      'Details {"via":"phone"}',
      'Related message A letter (k1)',
    ])
      expect(text).toContain(solid(shown));
  });

  it('tells apart what lies close together: resource and subject, nothing and erased', async () => {
    const patient = { id: 'p9', name: 'Ann Lee', type: 'patient' };
    const erasure = { by: [{ event_id: 'e', at: '2026-11-30T10:00:00.000Z', parts: ['target'] }] };
    const rows = [
      rowOf(1, { target: { subject: patient } }),
      rowOf(2, { target: { resource: patient } }),
      rowOf(3, { target: null, erasure }),
      rowOf(4, { target: null }),
    ];
    const text = textOfPages(await readPdf(await write(rows)));
    for (const shown of ['of patient Ann Lee (p9)', 'patient Ann Lee (p9)', 'erased', ''])
      expect(text).toContain(solid(`note.read ehr · read ${shown} success`));
  });

  it('keeps the rows of erased events, and says when and by which event they were erased', async () => {
    const row = rowOf(7, {
      actor: null,
      target: null,
      erasure: {
        digests: { actor: 'aa', target: 'bb' },
        by: [
          {
            event_id: '0193ffff-0000-7000-8000-000000000001',
            at: '2026-11-30T10:00:00.000Z',
            parts: ['actor'],
          },
          {
            event_id: '0193ffff-0000-7000-8000-000000000002',
            at: '2026-12-01T10:00:00.000Z',
            parts: ['target'],
          },
        ],
      },
    });
    const text = textOfPages(await readPdf(await write([row, rowOf(8)])));
    expect(text).toContain(solid('erased note.read ehr · read erased success 203.0.113.7 erased'));
    expect(text).toContain(
      solid('actor erased on 2026-11-30 10:00:00.000 UTC by event 0193ffff-0000-7000-8000-000000000001.'),
    );
    expect(text).toContain(
      solid('target erased on 2026-12-01 10:00:00.000 UTC by event 0193ffff-0000-7000-8000-000000000002.'),
    );
    expect(text).toContain(solid('2, 1 of them erased in part or whole'));
  });

  it('is whole without any event', async () => {
    const pdf = await readPdf(await write([], { ...FACTS, filter: [], range: { from: null, to: null } }));
    expect(pdf.pages).toHaveLength(1);
    expect(textOfPages(pdf)).toContain(solid('All events of this range.'));
    expect(textOfPages(pdf)).toMatch(/0none11$/);
  });

  it('needs more cover pages when the filter has many words', async () => {
    const filter = Array.from({ length: 120 }, (_, i) => `condition number ${i} is met`);
    const pdf = await readPdf(await write([rowOf(1)], { ...FACTS, filter }));
    expect(pdf.pages.length).toBeGreaterThan(2);
    for (const line of filter) expect(textOfPages(pdf)).toContain(solid(line));
  });
});

describe('text in a PDF', () => {
  const texts = [
    ['Latin', 'Zoë Müller-Lüdenscheidt ß ŁódŹ ﬁ'],
    ['Greek and Cyrillic', 'Ελένη Παπαδοπούλου Дмитрий Ӂ'],
    ['Hebrew', 'שלום עולם'],
    ['Hebrew with brackets and numbers', 'הרופא (ד"ר כהן) קבע 12.5 מ"ג ב-10:30'],
    ['Arabic', 'السلام عليكم ورحمة الله'],
    ['Chinese, Japanese, Korean', '中文字符测试 日本語テキスト 한국어'],
    ['emoji beyond the basic plane', '😀🎉🏥 𝔘𝔫𝔦 👍🏽'],
    ['marks that combine', 'e\u0301n\u0303 a\u0323\u0302'],
    ['scripts that the font lacks', 'ไทย देवनागरी தமிழ்'],
    ['what looks like PDF', ') Tj ET >> endstream endobj /URI (x) \\) <</JS (app.alert(1))>> %'],
    ['private and rare characters', '\uE000 \u{F0000} \u{20000} \uFFFD'],
  ] as const;
  let pdf: PdfContent;
  beforeAll(async () => {
    pdf = await readPdf(await write(texts.map(([, text]) => summary(text))));
  });

  it.each(texts)('comes back as it went in: %s', (_, text) => {
    expect(textOfPages(pdf)).toContain(solid(`203.0.113.7${text}`));
  });

  it('shows what would act on a line instead of doing it', async () => {
    const text = 'a\u202Eevil\u202C b\u001B[31mred\u0007 c\u2066d\u2069 e\u0085\u2028f\tg\r\nh\u0000';
    const shown =
      'a⟨U+202E⟩evil⟨U+202C⟩ b⟨U+001B⟩[31mred⟨U+0007⟩ c⟨U+2066⟩d⟨U+2069⟩ e⟨U+0085⟩⟨U+2028⟩f⇥g⟨U+000D⟩↵h⟨U+0000⟩';
    expect(textOfPages(await readPdf(await write([summary(text)])))).toContain(solid(shown));
  });

  it('is never cut: words of 16 KiB and long texts go on, within the margins, over as many pages as they need', async () => {
    const [word, words] = ['W'.repeat(16 * 1024), 'lorem ipsum '.repeat(1400)];
    const long = await readPdf(await write([summary(word), summary(words), summary('文'.repeat(5000))]));
    const text = textOfPages(long);
    const events = text.slice(text.indexOf('Address'));
    expect([...events.matchAll(/W/g)]).toHaveLength(word.length);
    expect([...events.matchAll(/lorem/g)]).toHaveLength(1400);
    expect([...events.matchAll(/文/g)]).toHaveLength(5000);
    expect(events).toContain('(goeson)');
    for (const { x, y, width } of long.pages.flatMap(({ items }) => items)) {
      expect(x).toBeGreaterThan(27);
      expect(x + width).toBeLessThan(816);
      expect(y).toBeGreaterThan(15);
    }
  });

  it('lets nothing act, whatever the log says (A7)', async () => {
    const hostile =
      ') Tj ET endstream endobj 1 0 obj <</OpenAction <</S/JavaScript /JS (app.alert(1))>> /Launch /URI (http://x)>> /Annots [';
    const facts = {
      ...FACTS,
      organization: { id: hostile, name: hostile },
      filter: [hostile],
      requestedBy: hostile,
      exportId: hostile,
    };
    const reference = { id: hostile, name: hostile, type: hostile };
    const row = rowOf(1, {
      action: hostile,
      flags: hostile,
      actor: { actor: { ...reference, email: hostile, role: hostile, on_behalf_of: hostile } },
      context: { ip: hostile },
      target: { related: [reference], resource: reference, subject: reference, summary: hostile },
      content: { changes: { before: { [hostile]: hostile }, after: {} }, details: { [hostile]: hostile } },
    });
    const bytes = await write([row], facts);
    for (const part of insideOf(bytes))
      expect(part).not.toMatch(/\/(JS|JavaScript|OpenAction|AA|Launch|URI|Annots|EmbeddedFile|AcroForm|S)\b/);
    const read = await readPdf(bytes);
    expect(read.scripts).toBeNull();
    expect(read.pages.every(({ annotations }) => annotations === 0)).toBe(true);
    expect(textOfPages(read).split(solid(hostile)).length).toBeGreaterThan(12);
  });
});

describe('the file of a PDF', () => {
  it('has the same bytes in every attempt, and when it is resumed behind any part', async () => {
    const rows = [...many(90), summary('שלום 中文 😀'), summary('W'.repeat(16 * 1024)), ...many(60)];
    const undisturbed = await write(rows, FACTS, 25);
    expect(await write(rows, FACTS, 25)).toEqual(undisturbed);
    expect(await writeByMany(rows, 25)).toEqual(undisturbed);
  });

  it('names the place of every object', async () => {
    const bytes = await write(many(2000), FACTS, 500);
    const text = bytes.toString('latin1');
    const table = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]);
    const lines = text.slice(table).split('\n');
    expect(lines[0]).toBe('xref');
    const size = Number(lines[1]?.split(' ')[1]);
    expect(size).toBeGreaterThan(150);
    for (let number = 1; number < size; number++) {
      const offset = Number(lines[2 + number]?.slice(0, 10));
      expect(text.slice(offset, offset + 12)).toMatch(new RegExp(`^${number} 0 obj\n`));
    }
    expect(text.match(/\d+ 0 obj\n/g)).toHaveLength(size - 1);
  });

  it('needs a few bytes of state a page', async () => {
    const writer = await pdfFormat.open(FACTS, null);
    await writer.begin();
    for (let i = 0; i < 6; i++) {
      await writer.add(many(500));
      await writer.endPart();
    }
    const { file, used } = writer.state as PdfState;
    const pages = Buffer.from(file.lengths, 'base64').filter((byte) => byte < 0x80).length;
    expect(pages).toBeGreaterThan(100);
    expect(file.lengths.length).toBeLessThan(4 * pages);
    expect(JSON.stringify(used).length).toBeLessThan(2000);
  });
});

const many = (count: number): CopiedRow[] => Array.from({ length: count }, (_, i) => rowOf(i + 1));

async function write(rows: readonly CopiedRow[], facts: ExportFacts = FACTS, part = 1000): Promise<Buffer> {
  const writer = await pdfFormat.open(facts, null);
  const chunks = [...(await writer.begin())];
  for (let at = 0; at < rows.length; at += part)
    chunks.push(...(await writer.add(rows.slice(at, at + part))), ...(await writer.endPart()));
  return Buffer.concat([...chunks, ...(await writer.finish())]);
}

/** Every part by another writer, that knows nothing but the state behind the part before. */
async function writeByMany(rows: readonly CopiedRow[], part: number): Promise<Buffer> {
  const first = await pdfFormat.open(FACTS, null);
  const chunks = [...(await first.begin())];
  let state: unknown = JSON.parse(JSON.stringify(first.state));
  for (let at = 0; at < rows.length; at += part) {
    const writer = await pdfFormat.open(FACTS, state);
    for (const row of rows.slice(at, at + part)) chunks.push(...(await writer.add([row])));
    chunks.push(...(await writer.endPart()));
    state = JSON.parse(JSON.stringify(writer.state));
  }
  const last = await pdfFormat.open(FACTS, state);
  return Buffer.concat([...chunks, ...(await last.finish())]);
}

/** The file, and everything compressed in it. */
function insideOf(bytes: Buffer): string[] {
  const text = bytes.toString('latin1');
  const found = [text.replace(/stream\n[^]*?\nendstream/g, '')];
  for (const { 0: head, 1: length, index } of text.matchAll(/\/Length (\d+)>>\nstream\n/g)) {
    const start = index + head.length;
    found.push(inflateSync(bytes.subarray(start, start + Number(length))).toString('latin1'));
  }
  return found;
}
