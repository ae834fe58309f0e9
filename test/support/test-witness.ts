import { createHash, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A C2SP witness that does what the specification asks, by code of its own (tlog-witness, tlog-cosignature, RFC 9162 §2.1.4.2). It knows the logs
 * whose keys it was given.
 */
export interface TestWitness {
  readonly url: string;
  readonly vkey: string;
  readonly name: string;
  /** What it has of each origin: the last size and root (base64) that it signed. */
  readonly signed: Map<string, { size: number; root: string }>;
  /** `POST /add-checkpoint old 5`, in their order, each with its answer's status. */
  readonly asked: string[];
  /** Trusts a raw public key of ed25519 for an origin. */
  trust(origin: string, publicKey: Uint8Array): void;
  /** What it answers instead of the truth, until it is null again. */
  answer: { status: number; text: string } | null;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

const SPKI = Buffer.from('302a300506032b6570032100', 'hex');
const sha = (...parts: Uint8Array[]): Buffer =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const node = (left: Buffer, right: Buffer): Buffer => sha(Buffer.of(1), left, right);
const keyId = (name: string, kind: number, key: Uint8Array): Buffer =>
  sha(Buffer.from(`${name}\n`), Buffer.of(kind), key).subarray(0, 4);

export async function startTestWitness(name = 'witness.example/w1'): Promise<TestWitness> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(SPKI.length);
  const trusted = new Map<string, Buffer[]>();
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const body = Buffer.concat(pieces).toString('utf8');
      const { status, text } = witness.answer ?? judge(body, trusted, witness.signed, (said) => cosign(said));
      witness.asked.push(`${request.method} ${request.url} ${body.split('\n', 1)[0]}: ${status}`);
      response.writeHead(status, { 'content-type': status === 409 ? 'text/x.tlog.size' : 'text/plain' });
      response.end(text);
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const cosign = (text: string): string => {
    const time = Buffer.alloc(8);
    time.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 1000)));
    const said = `cosignature/v1\ntime ${time.readBigUInt64BE()}\n${text}`;
    const signature = Buffer.concat([keyId(name, 4, raw), time, sign(null, Buffer.from(said), privateKey)]);
    return `— ${name} ${signature.toString('base64')}\n`;
  };
  const witness: TestWitness = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    vkey: `${name}+${keyId(name, 4, raw).toString('hex')}+${Buffer.concat([Buffer.of(4), raw]).toString('base64')}`,
    name,
    signed: new Map(),
    asked: [],
    trust: (origin, key) => trusted.set(origin, [...(trusted.get(origin) ?? []), Buffer.from(key)]),
    answer: null,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return witness;
}

function judge(
  body: string,
  trusted: Map<string, Buffer[]>,
  signed: TestWitness['signed'],
  cosign: (text: string) => string,
): Answer {
  const cut = body.indexOf('\n\n');
  const [first = '', ...proof] = body.slice(0, cut).split('\n');
  const note = body.slice(cut + 2);
  const [, oldText] = /^old (0|[1-9]\d*)$/.exec(first) ?? [];
  const [origin = '', sizeText = '', root = ''] = note.split('\n');
  if (oldText === undefined || cut < 0 || proof.length > 63) return { status: 400, text: 'malformed' };
  const [old, size] = [Number(oldText), Number(sizeText)];
  const keys = trusted.get(origin);
  if (!keys) return { status: 404, text: 'unknown log' };
  if (!keys.some((key) => isSigned(note, origin, key))) return { status: 403, text: 'untrusted' };
  if (old > size) return { status: 400, text: 'old is newer' };
  const last = signed.get(origin) ?? { size: 0, root: '' };
  if (last.size !== old) return { status: 409, text: `${last.size}\n` };
  if (old === size && last.root !== root) return { status: 409, text: `${last.size}\n` };
  const hashes = proof.map((line) => Buffer.from(line, 'base64'));
  if (!continues(old, size, Buffer.from(last.root, 'base64'), Buffer.from(root, 'base64'), hashes))
    return { status: 422, text: 'inconsistent' };
  signed.set(origin, { size, root });
  return { status: 200, text: cosign(note.slice(0, note.lastIndexOf('\n\n') + 1)) };
}

function isSigned(note: string, origin: string, key: Buffer): boolean {
  const cut = note.lastIndexOf('\n\n');
  const text = Buffer.from(note.slice(0, cut + 1));
  const object: KeyObject = createPublicKey({ key: Buffer.concat([SPKI, key]), format: 'der', type: 'spki' });
  return note
    .slice(cut + 2)
    .split('\n')
    .filter((line) => line.startsWith(`— ${origin} `))
    .map((line) => Buffer.from(line.split(' ')[2] ?? '', 'base64'))
    .some(
      (bytes) =>
        bytes.subarray(0, 4).equals(keyId(origin, 1, key)) && verify(null, text, object, bytes.subarray(4)),
    );
}

/** RFC 9162 §2.1.4.2, step by step. */
function continues(
  first: number,
  second: number,
  firstRoot: Buffer,
  secondRoot: Buffer,
  given: Buffer[],
): boolean {
  if (first === 0) return given.length === 0;
  if (first === second) return given.length === 0 && firstRoot.equals(secondRoot);
  if (given.length === 0) return false;
  const path = Number.isInteger(Math.log2(first)) ? [firstRoot, ...given] : [...given];
  let [fn, sn] = [first - 1, second - 1];
  while (fn % 2 === 1) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  let [fr, sr] = [path[0] as Buffer, path[0] as Buffer];
  for (const c of path.slice(1)) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      [fr, sr] = [node(c, fr), node(c, sr)];
      if (fn % 2 === 0) while (fn !== 0 && fn % 2 === 0) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
    } else sr = node(sr, c);
    [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  }
  return sn === 0 && fr.equals(firstRoot) && sr.equals(secondRoot);
}
