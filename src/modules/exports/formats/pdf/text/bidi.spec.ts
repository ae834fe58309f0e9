import { visualRuns } from './bidi';
import { shaped } from './shaping';

const shown = (line: string): string =>
  visualRuns(line)
    .map(({ text }) => text)
    .join('|');
const reversed = (text: string): string => [...text].toReversed().join('');

describe('a line that runs both ways', () => {
  it.each([
    ['only Latin', 'only Latin'],
    ['שלום', reversed('שלום')],
    ['Dr. כהן left', `Dr. |${reversed('כהן')}| left`],
    ['שלום עולם', reversed('שלום עולם')],
    ['אב 12.5 גד', `${reversed('גד')} 12.5 ${reversed('אב')}`.replace(/.*/, () => 'דג 12.5 בא')],
    ['אב 10:30', '10:30 בא'],
    ['12 אב', '12 |בא'],
    ['אב (ab) גד', 'בא| (ab) |דג'],
    ['مرحبا', reversed('مرحبا')],
  ])('stands on the page as it is read: %s', (line, expected) => {
    expect(shown(line)).toBe(expected);
  });

  it('keeps every character', () => {
    const line = 'a אבּ (12-3) ٣٤ ب ج: xyz 9 ש';
    expect([...shown(line).replaceAll('|', '')].sort()).toEqual([...line].sort());
  });
});

describe('letters of a leftward run', () => {
  const looks = (text: string): string =>
    shaped([...text].toReversed())
      .map((look, i) => (look === undefined ? [...text].toReversed()[i] : String.fromCharCode(look)))
      .toReversed()
      .join('');

  it('join their neighbours', () => {
    expect(looks('سلام')).toBe('\uFEB3\uFEE0\uFE8E\uFEE1');
    expect(looks('بّب ب')).toBe('\uFE91ّ\uFE90 \uFE8F');
  });

  it('leave others alone, and turn brackets', () => {
    expect(looks('ש(א)')).toBe('ש)א(');
  });
});
