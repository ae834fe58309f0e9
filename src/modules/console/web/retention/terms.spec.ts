import type { RetentionTerms } from '../../../retention/retention.contract';
import { differences, withFloor, withPreset } from './terms';

const TERMS: RetentionTerms = {
  default_days: 365,
  rules: [
    { source: 'api', days: 90 },
    { category: 'navigation', days: 30 },
  ],
  floor_days: null,
  preset: 'custom',
  erasure_allowed: true,
  archive: false,
};

describe('a policy that is edited', () => {
  it('says rule by rule what is another than before, what is gone and what is new', () => {
    const after = {
      ...TERMS,
      default_days: null,
      archive: true,
      rules: [
        { source: 'api', days: 180 },
        { source: 'flow', days: 10 },
      ],
    };
    expect(differences(TERMS, after)).toEqual([
      { what: 'rule', rule: { source: 'api', days: 180 }, from: 90, to: 180 },
      { what: 'rule', rule: { category: 'navigation', days: 30 }, from: 30, to: undefined },
      { what: 'rule', rule: { source: 'flow', days: 10 }, from: undefined, to: 10 },
      { what: 'default', from: 365, to: null },
      { what: 'archive', from: false, to: true },
    ]);
  });

  it('finds no difference where the same rules stand in another order', () => {
    expect(differences(TERMS, { ...TERMS, rules: TERMS.rules.toReversed() })).toEqual([]);
  });

  it('lifts whatever is below a floor to it, and leaves for ever what is for ever', () => {
    const lifted = withFloor({ ...TERMS, default_days: null }, 60);
    expect([lifted.default_days, lifted.rules.map(({ days }) => days)]).toEqual([null, [90, 60]]);
  });

  it('takes the floor of HIPAA and allows no erasure then', () => {
    expect(withPreset(TERMS, 'hipaa')).toMatchObject({
      preset: 'hipaa',
      floor_days: 2_190,
      default_days: 2_190,
      erasure_allowed: false,
    });
  });

  it('keeps a floor that is higher than that of the preset', () => {
    expect(withPreset({ ...TERMS, floor_days: 500 }, 'pci').floor_days).toBe(500);
  });
});
