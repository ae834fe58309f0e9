import { hash } from 'node:crypto';

/** Who cosigns checkpoints, as C2SP tlog-cosignature names them. `publicKey`: the raw 32 bytes of ed25519. */
export interface WitnessKey {
  readonly name: string;
  readonly publicKey: Buffer;
}

const FORM = 'a key as the witness gives it: <name>+<8 hexadecimal digits>+<base64>';
const SIGNATURE = 0x01;
const COSIGNATURE = 0x04;
const KEY_BYTES = 32;

/**
 * C2SP signed-note, verifier keys. Both kinds are taken, of signatures and of cosignatures: some tools write the one for the other.
 * @throws Error whose message completes "… must be"
 */
export function parseWitnessKey(text: string): WitnessKey {
  const [, name, id, encoded] = /^([^ +\n]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/.exec(text) ?? [];
  if (name === undefined || id === undefined || encoded === undefined) throw new Error(FORM);
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes.toString('base64') !== encoded) throw new Error(FORM);
  const known = bytes[0] === SIGNATURE || bytes[0] === COSIGNATURE;
  if (!known || bytes.length !== 1 + KEY_BYTES)
    throw new Error(`${FORM} (that of ${name} is no ed25519 key)`);
  const idOfKey = hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), bytes]), 'hex').slice(0, 8);
  if (idOfKey !== id)
    throw new Error(`${FORM} (that of ${name} was changed on its way: its digits are not its key's)`);
  return { name, publicKey: bytes.subarray(1) };
}
