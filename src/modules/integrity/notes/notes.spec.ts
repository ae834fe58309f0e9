import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { checkpointText, parseCheckpoint } from './checkpoint';
import { formatNote, parseNote, signatureOf } from './signed-note';
import { parseTilePath, tilePath } from './tile-path';
import { COSIGNATURE_V1, ED25519, keyIdOf, verifierKey } from './verifier-key';

/** golang.org/x/mod, sumdb/note/note_test.go: the example key, its note, and the signature of another key. */
const GO = {
  seed: 'gQoUAtUUbI2E8kQzMPVAgOv5juF9nHT2JS/F1ccoMXM=',
  vkey: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  text: "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n",
  peter:
    '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n',
  enoch:
    '— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n',
};

/** C2SP, signed-note.md and tlog-checkpoint.md: their examples. */
const SALVATORE =
  'Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n' +
  '— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n';
const SOFA =
  'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n' +
  '— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n';

describe('notes', () => {
  const seed = Buffer.from(GO.seed, 'base64');
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(12);

  it('are written as Go writes them, byte for byte', () => {
    expect(verifierKey('PeterNeumann', publicKey)).toBe(GO.vkey);
    const signature = signatureOf('PeterNeumann', ED25519, publicKey, sign(null, Buffer.from(GO.text), key));
    expect(formatNote(GO.text, [signature])).toBe(`${GO.text}\n${GO.peter}`);
  });

  it('are read as others write them', () => {
    const note = parseNote(`${GO.text}\n${GO.peter}${GO.enoch}`);
    expect(note?.text).toBe(GO.text);
    expect(note?.signatures.map(({ name, keyId }) => [name, keyId.toString('hex')])).toEqual([
      ['PeterNeumann', 'c74f20a3'],
      ['EnochRoot', 'af0cfe78'],
    ]);
    const [{ signature }] = note?.signatures as unknown as [{ signature: Buffer }];
    expect(verify(null, Buffer.from(GO.text), createPublicKey(key), signature)).toBe(true);
    expect(parseNote(SALVATORE)?.text.endsWith('\n\ned è subito sera.\n')).toBe(true);
    const sofa = parseNote(SOFA);
    expect(parseCheckpoint(sofa?.text ?? '')).toMatchObject({
      origin: 'example.com/behind-the-sofa',
      size: 20_852_163,
    });
    for (const each of [SALVATORE, SOFA]) {
      const read = parseNote(each);
      expect(formatNote(read?.text ?? '', read?.signatures ?? [])).toBe(each);
    }
  });

  it('name a key by its kind, too', () => {
    const [once, twice] = [ED25519, COSIGNATURE_V1].map((kind) => keyIdOf('PeterNeumann', kind, publicKey));
    expect(once).not.toEqual(twice);
    expect(verifierKey('PeterNeumann', publicKey, COSIGNATURE_V1)).toMatch(/^PeterNeumann\+[\da-f]{8}\+BBpc/);
  });

  it('are refused when they are none', () => {
    for (const note of [
      '',
      '\n',
      '\n\n',
      GO.text,
      `${GO.text}\n`,
      `${GO.text}\n${GO.peter.slice(0, -1)}`,
      `\u0001${GO.text}\n${GO.peter}`,
      `\ud800${GO.text}\n${GO.peter}`,
      `${GO.text}\n${GO.peter}Unexpected line.\n`,
      `${GO.text}\n${GO.peter.replace('PeterNeumann', 'Bad Name')}`,
      `${GO.text}\n${GO.peter.replace('PeterNeumann', 'Bad Name')}`,
      `${GO.text}\n${GO.peter.replace('PeterNeumann', 'Bad+Name')}`,
      `${GO.text}\n${GO.peter.replace('—', '-')}`,
      `${GO.text}\n${GO.peter.replace('JnAM=', 'JnAN=')}`,
      `${GO.text}\n— PeterNeumann x08gow==\n`,
      `${GO.text}\n${GO.peter.repeat(101)}`,
    ])
      expect([note, parseNote(note)]).toEqual([note, null]);
    expect(parseNote(`${GO.text}\n${GO.peter.repeat(100)}`)?.signatures).toHaveLength(100);
  });

  it('are not written when they could not be read again', () => {
    const signature = signatureOf('PeterNeumann', ED25519, publicKey, Buffer.alloc(64));
    expect(() => formatNote('no newline', [signature])).toThrow(RangeError);
    expect(() => formatNote(GO.text, [])).toThrow(RangeError);
    expect(() => formatNote(GO.text, [{ ...signature, name: 'a b' }])).toThrow(RangeError);
    expect(() => formatNote('a\tb\n', [signature])).toThrow(RangeError);
    expect(() => verifierKey('a b', publicKey)).toThrow(RangeError);
    expect(() => verifierKey('a', publicKey.subarray(1))).toThrow(RangeError);
    const root = Buffer.alloc(32);
    for (const wrong of [
      { origin: '', size: 1, root },
      { origin: 'a\n2', size: 1, root },
      { origin: 'a', size: -1, root },
      { origin: 'a', size: 1.5, root },
      { origin: 'a', size: 2 ** 53, root },
      { origin: 'a', size: 1, root: root.subarray(1) },
    ])
      expect(() => checkpointText(wrong)).toThrow(RangeError);
  });
});

describe('checkpoints', () => {
  const root = Buffer.alloc(32, 9).toString('base64');

  it('are read with extensions, and refused when they are none', () => {
    expect(parseCheckpoint(`log\n0\n${root}\n`)).toEqual({
      origin: 'log',
      size: 0,
      root: Buffer.alloc(32, 9),
    });
    expect(parseCheckpoint(`log\n1\n${root}\nmore\n`)).not.toBeNull();
    for (const text of [
      '',
      'log',
      `log\n1\n${root}`,
      `log\n01\n${root}\n`,
      `log\n+1\n${root}\n`,
      `log\n-1\n${root}\n`,
      `log\n1e3\n${root}\n`,
      `log\n9007199254740992\n${root}\n`,
      `log\n1\n${root}=\n`,
      `log\n1\n${root.slice(0, -2)}\n`,
      `log\n1\n${root.replace('=', '')}\n`,
      `\n1\n${root}\n`,
      `log\n1\n${root}\nmore`,
      `log\n1\n${root}\n\nmore\n`,
    ])
      expect([text, parseCheckpoint(text)]).toEqual([text, null]);
  });
});

describe('paths of tiles', () => {
  it('are those of C2SP tlog-tiles', () => {
    expect(tilePath({ level: 0, index: 1_234_067, width: 256 })).toBe('0/x001/x234/067');
    expect(tilePath({ level: 0, index: 0, width: 256 })).toBe('0/000');
    expect(tilePath({ level: 63, index: 999, width: 255 })).toBe('63/999.p/255');
    expect(tilePath({ level: 1, index: 1_000, width: 1 })).toBe('1/x001/000.p/1');
    // "a tree of size 70,000": 273 full tiles, one of 112; one full tile above them, and one of 17.
    expect(tilePath({ level: 0, index: 273, width: 112 })).toBe('0/273.p/112');
  });

  it('are read again as they were written, and in no other form', () => {
    for (let n = 0; n < 2_000; n++) {
      const index = Math.floor(1_000 ** (n / 400));
      const tile = { level: n % 64, index, width: (n % 256) + 1 };
      expect(parseTilePath(tilePath(tile))).toEqual(tile);
    }
    for (const path of [
      '',
      '0',
      '0/',
      '0/0',
      '0/00',
      '0/0000',
      '64/000',
      '00/000',
      '-1/000',
      '0/x000/000',
      '0/x001',
      '0/001/002',
      '0/X001/002',
      '0/000.p',
      '0/000.p/',
      '0/000.p/0',
      '0/000.p/01',
      '0/000.p/256',
      '0/000.p/999',
      '0/000.p/1/',
      '0/000 ',
      ' 0/000',
      '0/000\n',
      '0/٠٠٠',
      `0/${'x999/'.repeat(6)}999`,
      'entries/000',
      'tile/0/000',
      '0/000?x',
      '0/%30%30%30',
    ])
      expect([path, parseTilePath(path)]).toEqual([path, null]);
  });
});

/** A small generator with a seed: failures come again. */
function* numbers(seed: number): Generator<number> {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7f_ff_ff_ff;
    yield state / 0x7f_ff_ff_ff;
  }
}

it('whatever bytes come, reading answers or says null, and what is read is written the same', () => {
  const random = numbers(42);
  const next = (below: number): number => Math.floor((random.next().value as number) * below);
  const alphabet = [...'— \n+/=0123456789abcxp.', '\u0000', 'é', '\ud800', 'PeterNeumann'];
  const samples = [`${GO.text}\n${GO.peter}${GO.enoch}`, SALVATORE, SOFA, '0/x001/x234/067.p/17'];
  for (let n = 0; n < 20_000; n++) {
    const sample = samples[next(samples.length)] as string;
    const [at, cut] = [next(sample.length), next(4)];
    const insert = Array.from({ length: next(3) }, () => alphabet[next(alphabet.length)]).join('');
    const text = sample.slice(0, at) + insert + sample.slice(at + cut);
    const note = parseNote(text);
    if (note) expect(formatNote(note.text, note.signatures)).toBe(text);
    const tile = parseTilePath(text);
    if (tile) expect(tilePath(tile)).toBe(text);
    const checkpoint = parseCheckpoint(note?.text ?? text);
    if (checkpoint)
      expect(checkpointText(checkpoint)).toBe((note?.text ?? text).split('\n', 3).join('\n') + '\n');
  }
});
