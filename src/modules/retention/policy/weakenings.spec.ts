import { keepForEver, type PolicyTerms } from './policy';
import { weakeningsText } from './policy-words';
import { isShorter, meansTheSame, weakenings } from './weakenings';

const policy = (over: Partial<PolicyTerms> = {}): PolicyTerms => ({
  ...keepForEver,
  defaultDays: 90,
  ...over,
});
const api = (days: number | null) => ({ source: 'api', days });
const signIns = (days: number | null) => ({ category: 'authentication', days });

describe('what a change makes weaker', () => {
  it('is nothing where everything is kept as long or longer', () => {
    expect(weakenings(policy(), policy())).toEqual([]);
    expect(weakenings(policy(), policy({ defaultDays: null }))).toEqual([]);
    expect(weakenings(policy(), policy({ rules: [api(365)], floorDays: 30, archive: true }))).toEqual([]);
    expect(weakenings(policy({ erasureAllowed: true }), policy({ erasureAllowed: false }))).toEqual([]);
  });

  it('is a shorter default, once for all that no rule means', () => {
    expect(weakenings(policy({ rules: [api(365)] }), policy({ defaultDays: 30, rules: [api(365)] }))).toEqual(
      [{ what: 'kept_shorter', source: null, category: null, from: 90, to: 30 }],
    );
  });

  it('is a rule that goes, or gets shorter, or comes in below the default', () => {
    const gone = { what: 'kept_shorter', source: 'api', category: null, from: 365, to: 90 };
    expect(weakenings(policy({ rules: [api(365)] }), policy())).toEqual([gone]);
    expect(weakenings(policy({ rules: [api(null)] }), policy({ rules: [api(365)] }))).toEqual([
      { ...gone, from: null, to: 365 },
    ]);
    expect(weakenings(policy(), policy({ rules: [signIns(10)] }))).toEqual([
      { what: 'kept_shorter', source: null, category: 'authentication', from: 90, to: 10 },
    ]);
  });

  it('is seen where a source and a category meet', () => {
    const before = policy({ rules: [api(10), signIns(365)] });
    const after = policy({ rules: [api(10), signIns(200)] });
    expect(weakenings(before, after)).toEqual([
      { what: 'kept_shorter', source: null, category: 'authentication', from: 365, to: 200 },
    ]);
    expect(weakenings(before, policy({ rules: [api(300), signIns(200)] }))).toEqual([
      { what: 'kept_shorter', source: 'api', category: 'authentication', from: 365, to: 300 },
      { what: 'kept_shorter', source: null, category: 'authentication', from: 365, to: 200 },
    ]);
  });

  it('is a floor that goes down, a preset that is left, an erasure allowed, an archive ended', () => {
    const hipaa = policy({
      defaultDays: null,
      preset: 'hipaa',
      floorDays: 2_190,
      erasureAllowed: false,
      archive: true,
    });
    expect(weakenings(hipaa, { ...keepForEver, floorDays: 365, preset: 'pci' })).toEqual([
      { what: 'floor_lowered', from: 2_190, to: 365 },
      { what: 'preset_left', from: 'hipaa', to: 'pci' },
      { what: 'erasure_allowed' },
      { what: 'archive_ended' },
    ]);
    expect(weakenings({ ...keepForEver, floorDays: 365, preset: 'pci' }, hipaa)).toEqual([]);
  });

  it('is said in words, three of them at most', () => {
    const rules = ['a', 'b', 'c', 'd'].map((source) => ({ source, days: 1 }));
    expect(weakeningsText(weakenings(policy(), policy({ rules })))).toBe(
      'keep events of the source a for 1 day instead of for 90 days, and to keep events of the source b for 1 day instead of for 90 days, and to keep events of the source c for 1 day instead of for 90 days, and 1 more of the kind',
    );
    expect(weakeningsText([{ what: 'kept_shorter', source: null, category: null, from: null, to: 30 }])).toBe(
      'keep events for 30 days instead of for ever',
    );
  });
});

describe('a change that was agreed to', () => {
  const base = policy({ rules: [api(30)] });
  const asked = policy({ defaultDays: 30 });

  it('means the same while it shortens the same events from the same time', () => {
    expect(meansTheSame(base, base, asked)).toBe(true);
    expect(meansTheSame(base, { ...base, rules: [] }, { ...asked, rules: [api(null)] })).toBe(true);
  });

  it.each<[string, Partial<PolicyTerms>]>([
    ['another source has come under it, though the list reads the same', { rules: [api(90)] }],
    ['what it shortens was kept longer since', { defaultDays: 365 }],
    ['an archive was begun', { archive: true }],
    ['a floor was set', { floorDays: 30 }],
    ['erasure was switched off', { erasureAllowed: false }],
  ])('means something else when %s', (_, since) => {
    expect(meansTheSame(base, { ...base, ...since }, asked)).toBe(false);
  });

  it('is nothing shorter where lengths are the same', () => {
    expect(isShorter({ defaultDays: 30 }, { defaultDays: 30, rules: [api(30)] })).toBe(false);
    expect(isShorter({ defaultDays: 30 }, { defaultDays: 10, floorDays: 30 })).toBe(false);
  });
});
