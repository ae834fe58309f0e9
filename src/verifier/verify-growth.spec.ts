import { SampleLog, SAMPLE_VKEY } from '../../test/support/sample-log';
import { SIGNING } from '../../test/support/signed-export';
import type { Verdict } from './finding';
import { verifyFile, verifyProof } from './verify';

const LOG = new SampleLog(Array.from({ length: 11 }, (_, n) => ({ summary: `note ${n}` })));
/** The same but for its second event. */
const REWRITTEN = new SampleLog(
  Array.from({ length: 11 }, (_, n) => ({ summary: n === 1 ? 'nothing' : `note ${n}` })),
);
const KEYS = [SIGNING.publicKeyPem];

const wrongOf = ({ ok, findings }: Verdict): string => {
  expect(ok).toBe(false);
  return findings.flatMap((finding) => (finding.ok ? [] : [finding.says])).join('\n');
};

describe('a checkpoint', () => {
  const check = (text: string, keys: readonly string[] = KEYS): Promise<Verdict> =>
    verifyFile(new Blob([text]), { keys });

  it('is known by its signature, and says when it was made', async () => {
    const { ok, findings } = await check(LOG.note());
    expect(ok).toBe(true);
    expect(findings[0]?.says).toContain('(11 events) is signed by the key that you gave');
    expect(findings[0]?.says).toContain('2026-11-28T12:00:00.000Z');
    expect(findings[0]?.says).toContain(`root ${LOG.note().split('\n')[2]}`);
    expect((await check(LOG.note(), [SAMPLE_VKEY])).ok).toBe(true);
    await expect(check(LOG.note(), [])).rejects.toThrow('nothing in it can be checked without a key');
    expect((await check(LOG.note().replaceAll('\n', '\r\n'))).ok).toBe(true);
    const json = JSON.stringify({ size: 11, note: LOG.note(), vkeys: [SAMPLE_VKEY] });
    expect((await check(json)).ok).toBe(true);
    expect((await check(json, [])).findings[0]?.note).toBe(true);
  });

  it('is refused with any byte changed', async () => {
    const note = Buffer.from(LOG.note());
    for (let at = 0; at < note.length; at++) {
      const bytes = Buffer.from(note);
      bytes[at] = (bytes[at] as number) ^ 0x01;
      const { ok, findings } = await verifyFile(new Blob([bytes]), { keys: KEYS });
      // A signature under another name is somebody else's, of which nothing is believed.
      expect([at, ok && !findings.some(({ says }) => says.includes('by others'))]).toEqual([at, false]);
    }
  });

  it('may have signatures of others, and extensions', async () => {
    const more = `${LOG.note()}— witness.example/w ${Buffer.alloc(76, 7).toString('base64')}\n`;
    expect((await check(more)).ok).toBe(true);
    expect((await check(`${more}— witness.example/w not base64\n`)).ok).toBe(false);
    expect((await check(more.repeat(60).replaceAll('\n\n', '\n'))).ok).toBe(false);
  });
});

describe('the proof that a log has only grown', () => {
  const check = (proof: object, since: string | undefined): Promise<Verdict> =>
    verifyProof(proof, { keys: KEYS, since });

  it('holds from every older checkpoint', async () => {
    for (let from = 1; from <= 11; from++)
      for (let to = from; to <= 11; to++) {
        const { ok, findings } = await check(LOG.growth(from, to), LOG.note(from));
        expect(findings.filter((finding) => !finding.ok)).toEqual([]);
        expect(ok).toBe(true);
      }
  });

  it('finds a log that was rewritten, though everything in it fits together', async () => {
    const says = wrongOf(await check(REWRITTEN.growth(5, 11), LOG.note(5)));
    expect(says).toContain('it was changed, or the log was rewritten');
    expect((await check(REWRITTEN.growth(5, 11), REWRITTEN.note(5))).ok).toBe(true);
  });

  it('asks for what it needs, and refuses what does not belong together', async () => {
    expect(wrongOf(await check(LOG.growth(5, 11), undefined))).toContain('give yours by --since');
    expect(wrongOf(await check(LOG.growth(5, 11), LOG.note(4)))).toContain('begins at 5 events');
    expect(wrongOf(await check(LOG.growth(5, 11), 'no note'))).toContain('cannot be read');
    expect(wrongOf(await check({ ...LOG.growth(5, 11), checkpoint: LOG.note(10) }, LOG.note(5)))).toContain(
      'another tree',
    );
    expect(wrongOf(await check({ ...LOG.growth(5, 11), root: 'AAAA' }, LOG.note(5)))).toMatch(
      /another tree|cannot be read/,
    );
    expect(wrongOf(await check({ ...LOG.growth(5, 11), consistency_proof: null }, LOG.note(5)))).toContain(
      'cannot be used',
    );
    const unsigned = await check({ ...LOG.growth(5, 11), checkpoint: null }, LOG.note(5));
    expect(wrongOf(unsigned)).toContain('Nobody has signed');
  });

  it('takes the older checkpoint as it was saved, and is the only thing to hold one against', async () => {
    for (const kept of [JSON.stringify({ note: LOG.note(5) }), LOG.note(5).replaceAll('\n', '\r\n')])
      expect((await check(LOG.growth(5, 11), kept)).ok).toBe(true);
    await expect(check(LOG.proof(1), LOG.note(5))).rejects.toThrow('nothing was checked');
    const asked = { keys: KEYS, since: LOG.note(5) };
    for (const text of [LOG.note(), 'PK'])
      await expect(verifyFile(new Blob([text]), asked)).rejects.toThrow('nothing was checked');
  });

  it('finds any hash that was changed', async () => {
    const proof = LOG.growth(5, 11);
    for (const n of proof.consistency_proof.keys())
      expect(
        wrongOf(
          await check(
            { ...proof, consistency_proof: proof.consistency_proof.with(n, proof.root) },
            LOG.note(5),
          ),
        ),
      ).toContain('rewritten');
  });
});
