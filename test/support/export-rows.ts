import { randomUUID } from 'node:crypto';
import type { ExportFacts, FileFormat } from '../../src/modules/exports/formats/file-writer';
import type { CopiedRow } from '../../src/platform/database/copy-rows';

export const someFacts = (over: Partial<ExportFacts> = {}): ExportFacts => ({
  exportId: '0197a000-0000-7000-8000-000000000001',
  organization: { id: '0197a000-0000-7000-8000-000000000002', name: 'Acme & Söhne <GmbH>' },
  filter: ['action begins with "note."', 'outcome is success'],
  range: { from: '2026-11-01T00:00:00.000Z', to: null },
  timeZone: 'Europe/Berlin',
  requestedBy: 'Jane Doe <jane@acme.example>',
  requestedAt: '2026-11-21T12:00:00.000Z',
  lastSequence: 1_000_000,
  ...over,
});

/** What spreadsheets run, what breaks lines, cells and encodings, and what is merely long. */
export const HOSTILE: readonly string[] = [
  "=cmd|' /C calc'!A0",
  '@SUM(1+1)*cmd|calc',
  '+1+1',
  '-2+3',
  '\t=1+1',
  '\r=1+1',
  '\n=1+1',
  '＝1+1',
  '＋1',
  '－1',
  '＠SUM(1)',
  'a,"b"\r\nc;d\ttab',
  '<script>alert(1)</script>&amp;]]>',
  '\u202Egnp.exe\u202C \u200Fשלום\u200E',
  '👩‍👩‍👧 😀 e\u0301 𝒳 中文 العربية',
  '\u0001\u0007\u001F\u007F\u0085\uFFFE\uFFFF',
  '_x000D_ _x0041_ _X0041_ __x0041_',
  '\uFEFFa byte order mark',
  '  leading, trailing and  double blanks  ',
  'true',
  '007',
  '1e5',
  '2026-11-21',
  'é'.repeat(16_384),
];

/** A row as `EXPORTED_COLUMNS` selects it: everything that an event can have, `text` wherever somebody else writes. */
export function exportedRow(sequence: number, text: string): CopiedRow {
  const at = new Date(Date.UTC(2026, 10, 21, 2, 13) + sequence * 1_001).toISOString();
  const json = (value: object): string => JSON.stringify(value);
  const thing = (type: string): object => ({ id: text, name: text, type });
  return [
    String(sequence),
    randomUUID(),
    at,
    at,
    'records',
    'note.read',
    'read',
    sequence % 2 === 0 ? null : 'feature_usage',
    'success',
    ['', 'critical', 'critical;phi'][sequence % 3] as string,
    json({ actor: { email: text, id: text, name: text, role: null, type: 'user' }, reported_by: null }),
    json({ ip: '203.0.113.7', request_id: null, session_id: text, user_agent: text }),
    json({ related: [thing('a')], resource: thing('note'), subject: null, summary: text }),
    json({ changes: { after: { [text]: text }, before: null }, details: { text }, outcome_reason: text }),
    'ab'.repeat(32),
    sequence % 5 === 0 ? 'infinity' : '2027-11-22',
    null,
  ];
}

/** What is left of an event whose four parts were erased. */
export function erasedRow(sequence: number): CopiedRow {
  const row = exportedRow(sequence, '');
  const erasure =
    '{"digests":{"actor":"00"},"by":[{"event_id":"x","at":"2026-11-21T12:00:00.000Z","parts":["actor"]}]}';
  return [...row.slice(0, 10), null, null, null, null, ...row.slice(14, 16), erasure];
}

/** A whole file of these parts, each of several batches; with `resumed`, each part by a writer that begins where the last one stopped. */
export async function fileOf(
  format: FileFormat,
  parts: readonly (readonly CopiedRow[])[],
  { facts = someFacts(), resumed = false } = {},
): Promise<Buffer> {
  let writer = await format.open(facts, null);
  const bytes: Uint8Array[] = [...(await writer.begin())];
  for (const part of parts) {
    const middle = Math.ceil(part.length / 2);
    bytes.push(...(await writer.add(part.slice(0, middle))), ...(await writer.add(part.slice(middle))));
    bytes.push(...(await writer.endPart()));
    if (resumed) writer = await format.open(facts, JSON.parse(JSON.stringify(writer.state)));
  }
  return Buffer.concat([...bytes, ...(await writer.finish())]);
}
