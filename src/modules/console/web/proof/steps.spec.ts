import { elsewhere, linesOf, stepsOf } from './steps';

const said = (findings: Parameters<typeof elsewhere>[0]['checked']['findings']) => ({
  checked: { ok: findings.every(({ ok }) => ok), described: [], findings },
  differing: [],
});

describe('the steps of a proof', () => {
  it('stand as the findings of each do', () => {
    const steps = stepsOf(
      said([
        { ok: true, says: 'a', step: 'leaf' },
        { ok: true, note: true, says: 'b', step: 'leaf' },
        { ok: true, says: 'c', step: 'root' },
        { ok: false, says: 'd', step: 'root' },
        { ok: true, says: 'e', step: 'signature' },
      ]),
    );
    expect(steps.map(({ name, standing }) => `${name} ${standing}`)).toEqual([
      'shown ok',
      'leaf note',
      'root bad',
      'signature ok',
    ]);
  });

  it('are not reached where nothing was looked at, and never for that reason hold', () => {
    const broken = said([{ ok: false, says: 'It cannot be read.' }]);
    expect(stepsOf({ ...broken, differing: ['summary'] }).map(({ standing }) => standing)).toEqual([
      'bad',
      'unreached',
      'unreached',
      'unreached',
    ]);
    expect(elsewhere(broken).map(({ says }) => says)).toEqual(['It cannot be read.']);
  });

  it('take the three lines of a checkpoint as they stand', () => {
    expect(linesOf('log\n12\nroot=\n\n— log sig\n')).toEqual({ origin: 'log', size: '12', root: 'root=' });
    expect(linesOf('')).toEqual({ origin: '', size: '', root: '' });
  });
});
