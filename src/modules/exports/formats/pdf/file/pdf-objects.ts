import { deflateSync } from 'node:zlib';

/** A reference to an object. */
export const ref = (number: number): string => `${number} 0 R`;

/** A text of a dictionary, as UTF-16 in hexadecimal: nothing in it can end it. */
export const textString = (text: string): string =>
  `<feff${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`;

/** D:YYYYMMDDHHmmSSZ of a time in RFC 3339. */
export const dateString = (time: string): string =>
  `(D:${new Date(time)
    .toISOString()
    .slice(0, 19)
    .replace(/[^0-9]/g, '')}Z)`;

export const object = (number: number, body: string): Buffer =>
  Buffer.from(`${number} 0 obj\n${body}\nendobj\n`, 'latin1');

/** `entries` of its dictionary, without the length. `data` is compressed already. */
export const stream = (number: number, entries: string, data: Uint8Array): Buffer =>
  Buffer.concat([
    Buffer.from(
      `${number} 0 obj\n<<${entries}/Filter/FlateDecode/Length ${data.length}>>\nstream\n`,
      'latin1',
    ),
    data,
    Buffer.from('\nendstream\nendobj\n', 'latin1'),
  ]);

export const compressed = (number: number, entries: string, text: string | Buffer): Buffer =>
  stream(number, entries, deflateSync(Buffer.isBuffer(text) ? text : Buffer.from(text, 'latin1')));
