import { notesIn } from './find-notes';

const ROOT = Buffer.alloc(32, 9).toString('base64');
const NOTE = `log.example/logs/1\n12\n${ROOT}\n\n— log.example/logs/1 ${Buffer.alloc(68, 3).toString('base64')}\n— w.example ${Buffer.alloc(76, 4).toString('base64')}\n`;

const sizes = (text: string): number[] => notesIn(text).map(({ checkpoint }) => checkpoint.size);

describe('checkpoints in texts', () => {
  it('are found bare, in mails however they were saved, and in JSON', () => {
    const letter = `Hello,\n\nThe checkpoint:\n\n${NOTE}\nYou get this mail once a week.\n`;
    const head = 'From: daybook@example.com\nContent-Transfer-Encoding: ';
    const printable = [...Buffer.from(letter)]
      .map((byte) =>
        byte > 126 || byte === 61
          ? `=${byte.toString(16).toUpperCase().padStart(2, '0')}`
          : String.fromCodePoint(byte),
      )
      .join('')
      .replaceAll(/([^\n]{60})(?=[^\n]{10})/g, '$1=\n');
    const texts = [
      NOTE,
      NOTE.trimEnd(),
      letter,
      letter.replaceAll('\n', '\r\n'),
      letter.replaceAll(/^/gm, '> '),
      letter.replaceAll(/^/gm, '    '),
      `${head}quoted-printable\n\n${printable}`,
      `${head}base64\r\n\r\n${Buffer.from(letter)
        .toString('base64')
        .replaceAll(/(.{76})/g, '$1\r\n')}`,
      JSON.stringify({ checkpoint: { note: NOTE } }, null, 2),
      JSON.stringify([{ a: null, b: [NOTE] }]),
    ];
    for (const text of texts) {
      const [found, ...more] = notesIn(text);
      expect(more).toEqual([]);
      expect(found?.note.text).toBe(NOTE.slice(0, NOTE.indexOf('\n\n') + 1));
      expect(found?.note.signatures.map(({ name }) => name)).toEqual(['log.example/logs/1', 'w.example']);
    }
  });

  it('are each found once, and all of them', () => {
    expect(sizes(`${NOTE}\n${NOTE}\n${NOTE.replace('\n12\n', '\n13\n')}`)).toEqual([12, 13]);
  });

  it('are not found in what only looks like them', () => {
    const hostile = [
      '',
      'null',
      '{}',
      '[[[[',
      NOTE.replace('\n12\n', '\n012\n'),
      NOTE.replace('\n12\n', '\n-1\n'),
      NOTE.replace('\n12\n', `\n${'9'.repeat(30)}\n`),
      NOTE.replace(ROOT, ROOT.slice(1)),
      NOTE.replaceAll('— ', '- '),
      NOTE.slice(0, NOTE.indexOf('—')),
      NOTE.replace('w.example ', 'w.example'),
      '['.repeat(5_000) + ']'.repeat(5_000),
    ];
    for (const text of hostile) expect(notesIn(text)).toEqual([]);
  });
});
