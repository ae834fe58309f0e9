import { SampleLog, SAMPLE_VKEY } from '../../test/support/sample-log';
import { SIGNING } from '../../test/support/signed-export';
import { Signing } from '../platform/crypto/signing';
import type { Verdict } from './finding';
import { nodeTools } from './node-tools';
import type { Tools } from './tools';
import { verifyFile, verifyProof } from './verify';
import { webTools } from './web-tools';

const LOG = new SampleLog(
  Array.from({ length: 11 }, (_, n) => ({
    summary: `Olivia changed note ${n} of “Łódź” 🩺`,
    details: { n, ['__proto__x']: [1.5e300, -0, null], ä: { z: 1, a: 2 } },
    outcome_reason: n === 5 ? 'because' : null,
    redaction: n === 4 ? { removed: [{ pointer: '/details/password', rule: 'secret_key' }] } : null,
  })),
  { 3: ['actor', 'context'], 5: ['actor'], 6: ['content', 'target', 'actor', 'context'] },
);
const KEYS = [SIGNING.publicKeyPem];
const NOTHING_WRONG = /^Nothing is wrong with this proof/;

describe.each([
  ['Node', nodeTools() as Tools],
  ['a browser', webTools],
])('the proof of an event, checked with the tools of %s', (_, tools) => {
  const check = (proof: object | string, keys: readonly string[] = KEYS): Promise<Verdict> =>
    verifyProof(proof, { keys, tools });
  const wrong = async (proof: object | string, keys = KEYS): Promise<string> => {
    const { ok, findings } = await check(proof, keys);
    expect(ok).toBe(false);
    return findings.flatMap((finding) => (finding.ok ? [] : [finding.says])).join('\n');
  };

  it('holds for every event, erased or not, by PEM, by vkey and without a key', async () => {
    for (let sequence = 1; sequence <= 11; sequence++)
      for (const keys of [KEYS, [SAMPLE_VKEY], []]) {
        const { ok, findings } = await check(JSON.stringify(LOG.proof(sequence)), keys);
        expect(findings.filter((finding) => !finding.ok)).toEqual([]);
        expect(ok).toBe(true);
        expect(findings.at(-1)?.says).toMatch(NOTHING_WRONG);
      }
  });

  it('says what it shows: the event, who signed and when, and what was erased', async () => {
    const { described, findings } = await check(LOG.proof(3));
    const says = findings.map((finding) => finding.says).join('\n');
    expect(described.join('\n')).toContain('summary: Olivia changed note 2');
    expect(says).toContain(
      `is signed by the key that you gave (${SIGNING.keyId}); it says at 2026-11-28T12:00:00.000Z`,
    );
    expect(says).toContain('Number 3 of the 11 events');
    expect(says).toContain('Its actor, context is not in the proof');
    const unsigned = (await check(LOG.proof(3), [])).findings.find(({ note }) => note)?.says;
    expect(unsigned).toMatch(/erased|Without a key of your own/);
  });

  it('names what was altered', async () => {
    const altered = (over: object) => wrong({ ...LOG.proof(2), event: { ...LOG.at(2).event, ...over } });
    const leaf = /with these salts and digests, does not give its leaf hash/;
    expect(await altered({ summary: 'Nothing happened' })).toMatch(leaf);
    expect(await altered({ outcome: 'failure' })).toMatch(leaf);
    expect(await altered({ actor: null })).toContain('its actor was taken out');
    expect(await altered({ details: {}, outcome_reason: null, changes: null })).toMatch(
      /content was taken out|leaf hash/,
    );
    expect(await altered({ note: 'by the way' })).toContain('it has a member that no event has, note');
    expect(await altered({ sequence: 4 })).toContain(
      'says that it is number 4, and its proof is that of number 2',
    );
    expect(await altered({ leaf_hash: LOG.at(3).event.leaf_hash })).toContain('names another leaf hash');
    expect(
      await wrong({ ...LOG.proof(3), event: { ...LOG.at(3).event, actor: { type: 'user', id: 'eve' } } }),
    ).toContain('its actor was erased, and the event shows it');
    expect(await wrong({ ...LOG.proof(3), verdict: 'present' })).toContain('calls the event present');
    expect(await wrong({ ...LOG.proof(3), verdict: 'altered' })).toContain('installation itself says');
  });

  it('does not take the proof of one event for that of another', async () => {
    const other = LOG.proof(2);
    expect(await wrong({ ...LOG.proof(1), inclusion_proof: other.inclusion_proof })).toContain(
      'not number 1',
    );
    expect(await wrong({ ...LOG.proof(1), leaf_index: 1, sequence: 2 })).toContain('not number 2');
    expect(await wrong({ ...LOG.proof(1), checkpoint: LOG.note(7) })).toContain('not number 1');
    expect(await wrong({ ...LOG.proof(1), organization_id: 'somebody' })).toContain('that of another log');
  });

  it('knows another signer, also where the right key is enclosed', async () => {
    const another = new Signing('another secret');
    expect(await wrong(LOG.proof(1), [another.publicKeyPem])).toContain(
      'not signed by the key that you gave',
    );
    expect(await wrong({ ...LOG.proof(1), vkeys: [] }, [])).toContain(
      'not signed by any key that came with it',
    );
    expect((await check(LOG.proof(1), [another.publicKeyPem, SAMPLE_VKEY])).ok).toBe(true);
    await expect(check(LOG.proof(1), ['no key'])).rejects.toThrow(/no key is of no use as a key/);
    await expect(check(LOG.proof(1), [SAMPLE_VKEY.replace('log', 'dog')])).rejects.toThrow(/of no use/);
  });

  it('shows of a purged event its leaf and its number, and that it says no more', async () => {
    const purged = {
      ...LOG.proof(4),
      event: null,
      salts: {},
      digests: {},
      verdict: 'purged',
      purged_by: [{ event_id: 'e', sequence: 9 }],
    };
    const { ok, findings } = await check(purged);
    expect(ok).toBe(true);
    const says = findings.map((finding) => finding.says).join('\n');
    expect(says).toContain('The proof says that the event was purged by #9, which nothing in it shows');
    expect(says).not.toContain('covers all of the event');
    expect(says).toContain('mind the notes');
    expect((await check({ ...purged, purged_by: [{ sequence: null }] })).findings[0]?.says).toContain(
      'names no event',
    );
    expect(await wrong({ ...purged, verdict: 'missing' })).toContain('knows of no purge');
    expect(await wrong({ ...purged, verdict: 'present' })).toContain('does not say that it was purged');
  });

  it('finds a byte changed anywhere, but in what is said to be uncovered', async () => {
    for (const sequence of [2, 3]) {
      const bytes = Buffer.from(JSON.stringify(LOG.proof(sequence)));
      const uncovered = [
        '"expires_on":"2032-01-01"',
        '"erased":[',
        '"erased_by":[]',
        '"purged_by":[]',
        '"vkeys":[',
      ].map((text) => [bytes.indexOf(text), bytes.indexOf(text) + text.length] as const);
      const end = (from: number): number => bytes.indexOf(']', from) + 2;
      const spans = uncovered.map(([from, to]) => [from, bytes[to - 1] === 0x5b ? end(to) : to] as const);
      for (let at = 0; at < bytes.length; at += tools === webTools ? 61 : sequence === 3 ? 1 : 13) {
        if (spans.some(([from, to]) => from >= 0 && at >= from - 1 && at <= to)) continue;
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] as number) ^ 0x01;
        const { ok: fine, findings } = await verifyFile(new Blob([changed]), { keys: KEYS, tools });
        // A signature under another name is somebody else's, of which nothing is believed.
        const ok = fine && !findings.some(({ says }) => says.includes('by others'));
        if (ok)
          throw new Error(
            `a change of byte ${at} went unseen: ${String(changed.subarray(at - 20, at + 20))}`,
          );
      }
    }
  }, 60_000);

  it.each([
    ['nothing', '{}'],
    ['no JSON', '{"format":'],
    ['a list', '[]'],
    [
      'a member twice',
      JSON.stringify(LOG.proof(1)).replace(
        '"summary":',
        '"summary":"Nothing happened: \\"","summ\\u0061ry":',
      ),
    ],
    ['another kind', '{"format":"daybook-event-proof/9"}'],
    ['no hashes', JSON.stringify({ ...LOG.proof(1), inclusion_proof: ['AAAA'] })],
    [
      'too many hashes',
      JSON.stringify({
        ...LOG.proof(1),
        inclusion_proof: new Array(65).fill(LOG.proof(1).inclusion_proof[0]),
      }),
    ],
    ['no number', JSON.stringify({ ...LOG.proof(1), leaf_index: 0.5 })],
    ['a huge number', JSON.stringify({ ...LOG.proof(1), leaf_index: 2 ** 60 })],
    ['no salts', JSON.stringify({ ...LOG.proof(1), salts: null })],
    [
      'salts that are inherited',
      JSON.stringify({ ...LOG.proof(1), salts: {} }).replace(
        '"salts":{}',
        '"salts":{"__proto__":{"actor":"AAAAAAAAAAAAAAAAAAAAAA=="}}',
      ),
    ],
    ['a short salt', JSON.stringify({ ...LOG.proof(1), salts: { ...LOG.at(1).salts, actor: 'AAAA' } })],
    ['a note of no checkpoint', JSON.stringify({ ...LOG.proof(1), checkpoint: 'x\n\n— x AAAA\n' })],
    ['no note', JSON.stringify({ ...LOG.proof(1), checkpoint: 7 })],
    [
      'an event without an end',
      JSON.stringify({ ...LOG.proof(1), event: { ...LOG.at(1).event, details: 'DEEP' } }).replace(
        '"DEEP"',
        `${'['.repeat(9_999)}${']'.repeat(9_999)}`,
      ),
    ],
  ])('refuses %s', async (_what, json) => {
    expect(await wrong(json)).not.toBe('');
  });
});
