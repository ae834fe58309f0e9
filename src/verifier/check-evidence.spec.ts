import { SampleLog } from '../../test/support/sample-log';
import { SIGNING, zipped } from '../../test/support/signed-export';
import type { Verdict } from './finding';
import { nodeTools } from './node-tools';
import type { Tools } from './tools';
import { verifyFile } from './verify';
import { webTools } from './web-tools';

const EVENTS = Array.from({ length: 40 }, (_, n) => ({
  summary: `note ${n}`,
  details: { n },
  ...(n % 9 === 8 ? { outcome: 'failure' as const, outcome_reason: 'no' } : {}),
}));
const LOG = new SampleLog(EVENTS, { 12: ['actor', 'context'] });
const ALL = EVENTS.map((_, n) => n + 1);
const SOME = [2, 3, 7, 12, 20, 33];
const [NAME, EVIDENCE] = ['events.ndjson', 'evidence.ndjson'];

describe.each([
  ['Node', nodeTools() as Tools],
  ['a browser', webTools],
])('the evidence of an export, checked with the tools of %s', (_, tools) => {
  const check = (entries: Map<string, Buffer>): Promise<Verdict> =>
    verifyFile(new Blob([zipped(entries)]), { keys: [SIGNING.publicKeyPem], tools });
  const said = async (entries: Map<string, Buffer>): Promise<string> =>
    (await check(entries)).findings
      .map(({ ok, note, says }) => `${ok ? (note ? 'note' : 'ok') : 'WRONG'} ${says}`)
      .join('\n');
  const changed = (
    sequences: readonly number[],
    change: (text: string) => string,
    name = NAME,
  ): Map<string, Buffer> => {
    const entries = LOG.export(sequences);
    const after = change(String(entries.get(name)));
    expect(after).not.toBe(String(entries.get(name)));
    return entries.set(name, Buffer.from(after));
  };
  const lineOf = (sequence: number): string => `${JSON.stringify(LOG.at(sequence).event)}\n`;

  it.each(['ndjson', 'json'] as const)(
    'proves every event, of the whole log and of some of it, in %s',
    async (format) => {
      for (const sequences of [ALL, SOME, [1], [40], [], ALL.slice(5, 30)]) {
        const { ok, findings } = await check(LOG.export(sequences, format));
        expect(findings.filter((finding) => !finding.ok)).toEqual([]);
        expect(ok).toBe(true);
        expect(findings.map(({ says }) => says).join('\n')).toContain(`${sequences.length} event`);
      }
      expect(await said(LOG.export(ALL, format))).toContain(
        'No event of the log before the last of them is missing.',
      );
      expect(await said(LOG.export(ALL, format))).toContain('Of 1 of them something was erased');
      expect(await said(LOG.export(SOME, format))).toContain('Of 27 events that the filter left out');
    },
  );

  it('names the row that was altered, and which part of it', async () => {
    const alter = (before: string, after: string) =>
      said(changed(ALL, (text) => text.replace(before, after)));
    expect(await alter('"summary":"note 7"', '"summary":"note 8"')).toContain(
      'WRONG Altered: sequence 8: its target (resource, subject, related and summary).',
    );
    expect(await alter('"details":{"n":7}', '"details":{"n":8}')).toContain(
      'WRONG Altered: sequence 8: its content',
    );
    expect(await alter('"outcome":"failure"', '"outcome":"success"')).toContain(
      'WRONG Altered: sequence 9: its header',
    );
    const leaf = LOG.at(20).event.leaf_hash;
    expect(
      await alter(
        leaf,
        leaf.replace(/^./, (digit) => (digit === '0' ? '1' : '0')),
      ),
    ).toContain('sequence 20: its leaf_hash');
    expect(await alter('"n":7}', '"n":7,"more":1}')).toContain('sequence 8: its content');
  });

  it('goes on proving the other events where the true leaf can be told', async () => {
    const says = await said(changed(ALL, (text) => text.replace('"note 7"', '"note 8"')));
    expect(says).toContain('ok 39 events of this file give the root of the checkpoint');
  });

  it('finds an event that was replaced by another one that fits itself', async () => {
    const forged = new SampleLog(
      EVENTS.map((event, n) => (n === 6 ? { ...event, summary: 'nothing' } : event)),
    );
    const says = await said(
      changed(SOME, (text) => text.replace(lineOf(7), `${JSON.stringify(forged.at(7).event)}\n`)),
    );
    expect(says).toContain('WRONG Altered: sequence 7: ');
    expect(says).toContain('the rest cannot be held against the checkpoint');
  });

  it('names rows that were removed, added, doubled and moved', async () => {
    expect(await said(changed(SOME, (text) => text.replace(lineOf(7), '')))).toContain(
      'Not at their place in the file, though the evidence has them (removed, moved or spoilt): sequence 7.',
    );
    expect(await said(changed(SOME, (text) => text.replace(lineOf(7), lineOf(7) + lineOf(9))))).toMatch(
      /note Not proven.*sequence 9/,
    );
    const later = `${JSON.stringify({ ...LOG.at(33).event, sequence: 41 })}\n`;
    expect(await said(changed(SOME, (text) => text + later))).toContain(
      'WRONG Later than the checkpoint, which vouches for none of them: sequence 41.',
    );
    expect(await said(changed(SOME, (text) => text.replace(lineOf(7), lineOf(7) + lineOf(7))))).toContain(
      'WRONG 1 row out of order, twice',
    );
    expect(
      await said(changed(SOME, (text) => text.replace(lineOf(2) + lineOf(3), lineOf(3) + lineOf(2)))),
    ).toContain('out of order');
    expect(await said(changed(SOME, (text) => text.replace(lineOf(7), 'rubbish\n')))).toContain(
      'WRONG 1 row cannot be read',
    );
  });

  it('says what was erased while the export was made', async () => {
    const entries = LOG.export(SOME);
    const evidence = String(entries.get(EVIDENCE));
    const line = evidence.split('\n').find((text) => text.startsWith('["e",12,')) as string;
    const [kind, sequence, { target: _gone, ...salts }, digests, hint] = JSON.parse(line) as [
      string,
      number,
      Record<string, string>,
      object,
      string,
    ];
    const later = [kind, sequence, salts, { ...digests, target: LOG.at(12).known.target }, hint];
    entries.set(EVIDENCE, Buffer.from(evidence.replace(line, JSON.stringify(later))));
    expect(await said(entries)).toContain(
      'note Erased from the log while the export was made, so that nothing proves what the file has of it: sequence 12 (target)',
    );
  });

  it('refuses evidence that is no evidence, or that of another log', async () => {
    const broken = async (change: (text: string) => string) => {
      const says = await said(changed(SOME, change, EVIDENCE));
      expect(says).toContain('WRONG evidence.ndjson was changed.');
      return says;
    };
    expect(await broken((text) => text.replace('["n"', '["x"'))).toContain('one of its lines cannot be read');
    expect(await broken((text) => text.replace('["e",7,', '["e",8,'))).toContain('it goes on at 8 behind 6');
    expect(await broken((text) => text.split('\n').slice(0, -2).join('\n'))).toMatch(
      /it ends at \d+ of 40 leaves/,
    );
    expect(await broken((text) => `${text}["n",5,"${Buffer.alloc(32).toString('base64')}"]\n`)).toContain(
      'more leaves than the checkpoint',
    );
    expect(
      await broken((text) => text.replace(/\["n",0,"..../, (start) => `${start.slice(0, -4)}AAAA`)),
    ).toMatch(/do not give the root/);
    expect(await broken((text) => text.replace(/"content":"..../, '"content":"AAAA'))).toMatch(
      /Altered: sequence 2/,
    );
    expect(await broken(() => '')).toContain('it ends at 0 of 40 leaves');
    expect(await broken(() => '['.repeat(5_000_000))).toContain('far too long');
  });

  it('finds any byte that was changed in the evidence', async () => {
    const evidence = LOG.export([2, 3, 12]).get(EVIDENCE) as Buffer;
    for (let at = 0; at < evidence.length; at += tools === webTools ? 83 : 11) {
      const entries = LOG.export([2, 3, 12]);
      const bytes = Buffer.from(evidence);
      bytes[at] = (bytes[at] as number) ^ 0x01;
      expect([at, (await check(entries.set(EVIDENCE, bytes))).ok]).toEqual([at, false]);
    }
  }, 30_000);
});
