import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { parseWitnessKey } from '../../../../../config/witness-key';
import { startTestWitness, type TestWitness } from '../../../../../test/support/test-witness';
import { checkpointText } from '../../notes/checkpoint';
import { formatNote, signatureOf } from '../../notes/signed-note';
import { ED25519 } from '../../notes/verifier-key';
import { grow } from '../../tree/growth';
import { hashLeaf } from '../../tree/hash';
import { planConsistency } from '../../tree/proofs';
import { tileKey, type Tiles } from '../../tree/tiles';
import type { Departure, OutsideFault } from '../places/outside';
import { acceptedLines, sizeIn } from './add-checkpoint';
import { Witness } from './witness';

const ORIGIN = 'log.example/logs/1';
const key = generateKeyPairSync('ed25519');
const rawOf = (object: KeyObject): Buffer => object.export({ format: 'der', type: 'spki' }).subarray(12);

/** A log of so many leaves of a kind, as one departure. */
function departure(size: number, knownSize: number, kind = 'leaf', signer = key): Departure {
  const leaves = Array.from({ length: size }, (_, n) => hashLeaf(Buffer.from(`${kind} ${n}`)));
  const { root, changed } = grow(0, new Map(), Buffer.concat(leaves));
  const tiles: Tiles = new Map(changed.map((tile) => [tileKey(tile), tile.hashes]));
  const text = checkpointText({ origin: ORIGIN, size, root });
  const signature = sign(null, Buffer.from(text), signer.privateKey);
  const note = formatNote(text, [signatureOf(ORIGIN, ED25519, rawOf(signer.publicKey), signature)]);
  return {
    organizationId: '1',
    checkpoint: { size, root, note, signedAt: new Date(), epoch: 1 },
    knownSize,
    proofFrom: (from) => Promise.resolve(planConsistency(from, size).proof(tiles)),
  };
}

describe('a witness (C2SP tlog-witness)', () => {
  let server: TestWitness;
  let witness: Witness;

  beforeEach(async () => {
    server = await startTestWitness();
    server.trust(ORIGIN, rawOf(key.publicKey));
    witness = new Witness({ url: server.url, key: parseWitnessKey(server.vkey) });
  });
  afterEach(() => server.close());

  const faultOf = (given: Departure): Promise<OutsideFault> =>
    witness.take(given).then(
      () => Promise.reject(new Error('it was taken')),
      (error: unknown) => error as OutsideFault,
    );

  it('signs the first checkpoint, and each that continues the last, whatever the sizes', async () => {
    let known = 0;
    for (const size of [1, 2, 3, 7, 8, 8, 255, 256, 257, 600, 601]) {
      const { cosignatures, receipt } = await witness.take(departure(size, known));
      expect(cosignatures).toMatch(/^— witness\.example\/w1 [A-Za-z0-9+/=]+\n$/);
      expect(receipt).toBe(cosignatures?.trim());
      known = size;
    }
    expect(server.asked.every((line) => line.endsWith(': 200'))).toBe(true);
  });

  it('is proven to from where it is, when it knows more or less than we thought', async () => {
    await witness.take(departure(300, 0));
    await witness.take(departure(700, 0));
    expect(server.asked.slice(1)).toEqual([
      'POST /add-checkpoint old 0: 409',
      'POST /add-checkpoint old 300: 200',
    ]);
    server.signed.clear();
    await witness.take(departure(800, 700));
    expect(server.asked.slice(-2)).toEqual([
      'POST /add-checkpoint old 700: 409',
      'POST /add-checkpoint old 0: 200',
    ]);
  });

  it('contradicts a log that was rolled back, rewritten, or shown to it otherwise (A21, A22, A23)', async () => {
    await witness.take(departure(300, 0));
    expect(await faultOf(departure(200, 200))).toMatchObject({
      reason: 'conflict',
      knownSize: 300,
      message: expect.stringMatching(/has signed 300 events of this log, which has 200 now/),
    });
    expect(await faultOf(departure(400, 300, 'other'))).toMatchObject({
      reason: 'conflict',
      message: expect.stringContaining('history was rewritten'),
    });
    expect(await faultOf(departure(300, 300, 'other'))).toMatchObject({
      reason: 'conflict',
      message: expect.stringContaining('another root'),
    });
    expect(server.signed.get(ORIGIN)?.size).toBe(300);
  });

  it('says by its status what is wrong, and who should mend it', async () => {
    const stranger = generateKeyPairSync('ed25519');
    expect(await faultOf(departure(3, 0, 'leaf', stranger))).toMatchObject({
      reason: 'refused',
      message: expect.stringContaining('does not trust the key'),
    });
    const answers: [number, string, RegExp][] = [
      [404, 'refused', /does not know this log/],
      [400, 'refused', /answered 400/],
      [409, 'unavailable', /without saying what it has/],
      [302, 'refused', /answered 302/],
      [429, 'unavailable', /cannot answer now/],
      [503, 'unavailable', /cannot answer now/],
    ];
    for (const [status, reason, says] of answers) {
      server.answer = { status, text: '' };
      expect(await faultOf(departure(3, 0))).toMatchObject({ reason, message: expect.stringMatching(says) });
    }
    await server.close();
    expect(await faultOf(departure(3, 0))).toMatchObject({
      reason: 'unavailable',
      message: expect.stringMatching(/does not answer: [A-Z_]+\./),
    });
  });

  it('is believed by its key alone', async () => {
    const other = await startTestWitness(server.name);
    other.trust(ORIGIN, rawOf(key.publicKey));
    const posing = new Witness({ url: other.url, key: parseWitnessKey(server.vkey) });
    await expect(posing.take(departure(3, 0))).rejects.toThrow(/without a cosignature by its key/);
    await other.close();

    const { checkpoint } = departure(3, 0);
    const good = (await witness.take(departure(3, 0))).cosignatures as string;
    const key_ = parseWitnessKey(server.vkey);
    expect(acceptedLines(good, checkpoint.note, key_)).toBe(good);
    expect(acceptedLines(`— other.example AAAAAAAA\n${good}`, checkpoint.note, key_)).toBe(good);
    const hostile = [
      '',
      '\n',
      'x',
      good.trim(),
      `\n\n${good}`,
      `${good}\n`,
      `text\n\n${good}`,
      good.slice(2),
    ];
    for (const answer of hostile) expect(acceptedLines(answer, checkpoint.note, key_)).toBe('');
    const flipped = good.replace(
      /(.)(.{8})\n$/,
      (_, char: string, rest: string) => `${char === 'A' ? 'B' : 'A'}${rest}\n`,
    );
    expect(acceptedLines(flipped, checkpoint.note, key_)).toBe('');
    expect(acceptedLines(good, departure(4, 0).checkpoint.note, key_)).toBe('');
  });

  it('cannot keep us with endless answers or odd sizes', async () => {
    server.answer = { status: 200, text: 'x'.repeat(70_000) };
    expect(await faultOf(departure(3, 0))).toMatchObject({
      reason: 'unavailable',
      message: expect.stringContaining('longer than 65536 bytes'),
    });
    server.answer = { status: 409, text: '2\n' };
    expect((await faultOf(departure(3, 0))).reason).toBe('conflict');
    for (const odd of ['', '3', '03\n', '-1\n', '1e3\n', '3\n4\n', `${'9'.repeat(17)}\n`])
      expect(sizeIn(odd)).toBeNull();
  });
});
