import { SIGNING, signedExport, zipped, type TestPart } from '../../test/support/signed-export';
import { Signing } from '../platform/crypto/signing';
import type { Verdict } from './finding';
import { nodeTools } from './node-tools';
import type { Tools } from './tools';
import { verifyFile } from './verify';
import { webTools } from './web-tools';

const KEY = SIGNING.publicKeyPem;
const NAME = 'events.csv';

const csvRow = (n: number): [number, string] => [n, `${n},id-${n},"a ""note""\nof ${n}",x\r\n`];
const rows = (...sequences: number[]): [number, string][] => sequences.map(csvRow);
/** The second part has no gaps in its numbers, the third has. */
const CSV: TestPart[] = [
  { before: 'sequence,id,note,x\r\n', rows: rows(3, 5, 6) },
  { rows: rows(7, 8, 9, 10) },
  { rows: rows(12, 15, 20) },
];
const lineOf = (n: number): string => `{"id":"id-${n}","sequence":${n},"summary":"note \\n ${n}"}`;
const NDJSON: TestPart[] = [3, 7].map((n) => ({
  rows: [n, n + 1, n + 2].map((each) => [each, `${lineOf(each)}\n`]),
}));
const JSON_LIST: TestPart[] = [
  { before: '[\n', rows: [3, 4, 5].map((n) => [n, `${n === 3 ? '' : ',\n'}${lineOf(n)}`]) },
  { rows: [6, 7].map((n) => [n, `,\n${lineOf(n)}`]) },
  { rows: [], before: '\n]\n' },
];

describe.each([
  ['Node', nodeTools() as Tools],
  ['a browser', webTools],
])('an export, checked with the tools of %s', (_, tools) => {
  const verify = (zip: Map<string, Buffer> | Buffer, key: string | null = KEY): Promise<Verdict> =>
    verifyFile(new Blob([Buffer.isBuffer(zip) ? zip : zipped(zip)]), {
      keys: key === null ? [] : [key],
      tools,
    });

  const wrong = async (zip: Map<string, Buffer> | Buffer, key: string | null = KEY): Promise<string[]> => {
    const { ok, findings } = await verify(zip, key);
    expect(ok).toBe(false);
    return findings.filter((finding) => !finding.ok).map(({ says }) => says);
  };

  /** The export with its content changed, and nothing else. */
  const changed = (
    parts: TestPart[],
    change: (content: string) => string,
    name = NAME,
  ): Map<string, Buffer> => {
    const entries = signedExport(name, parts);
    const before = String(entries.get(name));
    const after = change(before);
    expect(after).not.toBe(before);
    return entries.set(name, Buffer.from(after));
  };

  it.each([
    ['csv', CSV],
    ['ndjson', NDJSON],
    ['json', JSON_LIST],
    [
      'json',
      [
        { before: '[\n', rows: [] },
        { rows: [], before: '\n]\n' },
      ],
    ],
    ['csv', [{ before: 'sequence,id\r\n', rows: [] }]],
    ['ndjson', [{ rows: [] }]],
    ['pdf', CSV],
  ])('finds nothing wrong with what is whole, in %s', async (extension, parts) => {
    const { ok, findings, described } = await verify(signedExport(`events.${extension}`, parts));
    expect(findings.filter((finding) => !finding.ok)).toEqual([]);
    expect(ok).toBe(true);
    expect(described.join('\n')).toContain('Acme Clinic');
    expect(findings[0]?.says).toContain(`signed by the key that you gave (${SIGNING.keyId})`);
  });

  it('says what it cannot say without a key', async () => {
    const { ok, findings } = await verify(signedExport(NAME, CSV), null);
    expect(ok).toBe(true);
    expect(findings[0]?.says).toMatch(/not who signed it.*\/v1\/signing-keys/);
    expect(findings[0]?.note).toBe(true);
    expect(findings.at(-1)?.says).toMatch(/^Nothing is wrong with this export\. But mind the notes/);
  });

  it('knows another signer from the one expected', async () => {
    const forged = signedExport(NAME, CSV, new Signing('another secret'));
    expect(await wrong(forged)).toEqual([expect.stringContaining('signed by another key')]);
    expect((await verify(forged, null)).ok).toBe(true);
  });

  it('finds a manifest that was changed, and a signature of another one', async () => {
    const entries = signedExport(NAME, CSV);
    const manifest = String(entries.get('manifest.json')).replace('Acme', 'Beta');
    const doesNotFit = [expect.stringContaining('The signature does not fit the manifest')];
    expect(await wrong(new Map(entries).set('manifest.json', Buffer.from(manifest)))).toEqual(doesNotFit);
    const other = signedExport(NAME, NDJSON).get('manifest.sig') as Buffer;
    expect(await wrong(new Map(entries).set('manifest.sig', other))).toEqual(doesNotFit);
    expect(await wrong(new Map(entries).set('manifest.sig', Buffer.alloc(63)))).toEqual(doesNotFit);
  });

  it('finds a manifest that belongs to another export', async () => {
    const other = signedExport('events-of-july.csv', [{ rows: rows(100, 101) }, { rows: rows(102) }]);
    const entries = signedExport(NAME, CSV);
    for (const name of ['manifest.json', 'manifest.sig']) entries.set(name, other.get(name) as Buffer);
    const says = (await wrong(entries)).join('\n');
    expect(says).toContain(
      'The manifest is about another file, events-of-july.csv; the ZIP holds events.csv',
    );
    expect(says).toContain('No part of it is');
  });

  it('finds one byte that was changed, and says in which part', async () => {
    const says = await wrong(changed(CSV, (text) => text.replace('of 8"', 'of 3"')));
    expect(says).toEqual([
      'The file of events is not what the manifest says.',
      'part 2 (rows 4 to 7, sequences 7 to 10): was changed.',
    ]);
  });

  it.each(Array.from({ length: 24 }, (_, n) => n))(
    'finds a byte changed anywhere in the ZIP (%d)',
    async (n) => {
      const zip = zipped(signedExport(NAME, CSV));
      // The version fields and the times of the ZIP say nothing of the export; all else is checked.
      const places = Array.from(zip.keys()).filter((place) => !isIndifferent(zip, place));
      const place = places[Math.floor((places.length * n) / 24)] as number;
      zip[place] = (zip[place] as number) ^ 0x55;
      expect((await wrong(zip)).length).toBeGreaterThan(0);
    },
  );

  it('finds a row that was removed, by its number where it can be told', async () => {
    const without = (n: number) => changed(CSV, (text) => text.replace(csvRow(n)[1], ''));
    const part2 = 'part 2 (rows 4 to 7, sequences 7 to 10)';
    expect(await wrong(without(8))).toEqual([
      'The file of events is not what the manifest says.',
      'It has 9 rows; the manifest says 10.',
      `${part2}: 1 row is missing, among them sequence 8.`,
    ]);
    expect((await wrong(without(10))).at(-1)).toBe(`${part2}: 1 row is missing, among them sequence 10.`);
    expect((await wrong(without(15))).at(-1)).toBe(
      'part 3 (rows 8 to 10, sequences 12 to 20): 1 row is missing; which, cannot be told, because its numbers have gaps of their own.',
    );
    expect((await wrong(without(12))).at(-1)).toContain('among them sequence 12');
  });

  it('finds rows that were removed by the part, put in, doubled and swapped', async () => {
    const all = (from: number, to: number) =>
      rows(...[7, 8, 9, 10].filter((n) => n >= from && n <= to))
        .map(([, text]) => text)
        .join('');
    const said = async (change: (text: string) => string) => (await wrong(changed(CSV, change))).join('\n');
    expect(await said((text) => text.replace(all(7, 10), ''))).toContain('all its 4 rows are missing');
    expect(await said((text) => text.replace(all(7, 8), `${all(7, 7)}${all(7, 8)}`))).toContain(
      'has 1 row too many; out of order or twice: sequence 7',
    );
    expect(await said((text) => text.replace(all(7, 8), csvRow(8)[1] + csvRow(7)[1]))).toContain(
      'was changed; out of order or twice: sequence 7',
    );
    expect(await said((text) => `${text}${csvRow(21)[1]}`)).toContain(
      'part 3 (rows 8 to 10, sequences 12 to 20): has 1 row too many',
    );
    expect(await said((text) => `${text}rubbish`)).toContain('1 row cannot be read');
  });

  it('finds the same in NDJSON and JSON', async () => {
    const ndjson = await wrong(
      changed(NDJSON, (text) => text.replace(`${lineOf(8)}\n`, ''), 'events.ndjson'),
      KEY,
    );
    expect(ndjson.at(-1)).toBe(
      'part 2 (rows 4 to 6, sequences 7 to 9): 1 row is missing, among them sequence 8.',
    );
    const json = await wrong(
      changed(JSON_LIST, (text) => text.replace(`,\n${lineOf(6)}`, ''), 'events.json'),
    );
    expect(json.at(-1)).toBe(
      'part 2 (rows 4 to 5, sequences 6 to 7): 1 row is missing, among them sequence 6.',
    );
    const closing = await wrong(changed(JSON_LIST, (text) => text.replace('\n]\n', '\n] \n'), 'events.json'));
    expect(closing.at(-1)).toBe('part 3 (no rows): was changed.');
  });

  it('finds what was changed in files whose rows it cannot count', async () => {
    const says = await wrong(changed(CSV, (text) => text.replace('of 8"', 'of 3"'), 'events.pdf'));
    expect(says.at(-1)).toBe('part 2 (rows 4 to 7, sequences 7 to 10): was changed.');
  });

  it('finds what was taken out of the ZIP, put in, or put behind it', async () => {
    const entries = () => signedExport(NAME, CSV);
    const without = (name: string): Map<string, Buffer> => {
      const rest = entries();
      rest.delete(name);
      return rest;
    };
    expect((await wrong(without('manifest.json')))[0]).toContain('There is no manifest.json');
    expect((await wrong(without('manifest.sig')))[0]).toContain('There is no manifest.sig');
    expect((await wrong(without(NAME)))[0]).toContain('is not in the ZIP');
    expect(await wrong(entries().set('read\u001b[31mme.txt', Buffer.from('x')))).toEqual([
      'read\uFFFD[31mme.txt does not belong to the export: it was put in.',
    ]);
    const zip = zipped(entries());
    expect(await wrong(Buffer.concat([zip, Buffer.from('more')]))).toEqual([
      '4 bytes were added behind the end of the ZIP.',
    ]);
    expect((await wrong(Buffer.concat([Buffer.from('MZ'), zip]))).length).toBeGreaterThan(0);
  });

  it('finds a second ZIP that others would take for the file: between the directory and its end', async () => {
    const [zip, forged] = [CSV, NDJSON].map((parts) => zipped(signedExport(NAME, parts))) as [Buffer, Buffer];
    const end = zip.length - 22;
    const both = Buffer.concat([zip.subarray(0, end), forged.subarray(0, -22), zip.subarray(end)]);
    expect(await wrong(both)).toEqual([expect.stringContaining('other programs may take other files')]);
  });

  it('finds a name in a field that others would prefer (APPNOTE 4.6.9), and a comment', async () => {
    for (const [lengthAt, more] of [
      [30, Buffer.from('75700600010000000061', 'hex')],
      [32, Buffer.from('comment')],
    ] as const) {
      const zip = zipped(signedExport(NAME, CSV));
      const at = zip.lastIndexOf('PK\u0001\u0002');
      zip.writeUInt16LE(more.length, at + lengthAt);
      zip.writeUInt32LE(zip.readUInt32LE(zip.length - 10) + more.length, zip.length - 10);
      const longer = Buffer.concat([zip.subarray(0, -22), more, zip.subarray(-22)]);
      expect(await wrong(longer)).toEqual([expect.stringContaining('other programs may take other files')]);
    }
  });

  it('finds a ZIP that was cut off at any place', async () => {
    const zip = zipped(signedExport(NAME, CSV));
    for (let end = 0; end < zip.length; end += 13)
      expect((await wrong(zip.subarray(0, end)))[0]).toMatch(/cut/);
  });

  it('says where a damaged file can be read no further', async () => {
    const long = (from: number): TestPart => ({
      rows: Array.from({ length: 3_000 }, (_, n) => [
        from + n,
        `${from + n},${'é'.repeat(((from + n) * 7919) % 97)}${(from + n) ** 3}\r\n`,
      ]),
    });
    const zip = zipped(signedExport(NAME, [long(1), long(3_001), long(6_001), long(9_001)]));
    const middle = Math.floor(zip.indexOf('manifest.json') * 0.9);
    zip.fill(0xff, middle, middle + 64);
    const says = (await wrong(zip)).join('\n');
    expect(says).toMatch(/From part [34] \(rows \d+ to \d+, sequences \d+ to \d+\) on it cannot be read/);
    expect(says).not.toContain('part 1 (');
  });

  it.each([
    ['rows', '-1'],
    ['parts', '[{"rows":1}]'],
    ['file', 'null'],
    ['key', '{"id":"x","public_key":"no key"}'],
    ['format', '"daybook-export/9"'],
    ['rows', '11'],
  ])('refuses a manifest whose %s is %s', async (member, value) => {
    const entries = signedExport(NAME, CSV);
    const manifest = { ...JSON.parse(String(entries.get('manifest.json'))), [member]: JSON.parse(value) };
    const bytes = Buffer.from(JSON.stringify(manifest));
    const says = await wrong(
      entries.set('manifest.json', bytes).set('manifest.sig', SIGNING.sign(bytes)),
      null,
    );
    expect(says[0]).toMatch(/cannot be used|does not fit/);
  });
});

/** Versions and times in local and central headers: nobody's statement about the content. */
function isIndifferent(zip: Buffer, place: number): boolean {
  const spans: [signature: string, from: number, to: number][] = [
    ['PK\x03\x04', 4, 6],
    ['PK\x03\x04', 8, 26],
    ['PK\x01\x02', 4, 10],
    ['PK\x01\x02', 12, 16],
    ['PK\x01\x02', 32, 42],
    ['PK\x05\x06', 4, 10],
    ['PK\x07\x08', 4, 16],
  ];
  return spans.some(([signature, from, to]) => {
    for (
      let at = zip.indexOf(signature, 0, 'latin1');
      at !== -1;
      at = zip.indexOf(signature, at + 1, 'latin1')
    )
      if (place >= at + from && place < at + to) return true;
    return false;
  });
}
