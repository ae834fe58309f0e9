import { erasedBy, isWhollyErased, removedBefore } from './erased';

const by = (...parts: string[]) => ({ event_id: 'e', at: '2026-11-28T00:00:00.000Z', parts });

describe('what is left of an event', () => {
  it('is all of it where nothing was erased, also where a secret was taken out before', () => {
    const event = { redaction: { fields: ['details.password'] } };
    expect([erasedBy(event), isWhollyErased(event), removedBefore(event)]).toEqual([[], false, ['fields']]);
  });

  it('is part of it until every part has gone, by whichever erasures', () => {
    const partly = { redaction: { erased: [by('actor', 'context')] } };
    const wholly = { redaction: { erased: [by('actor', 'context'), by('target', 'content')] } };
    expect([isWhollyErased(partly), isWhollyErased(wholly)]).toEqual([false, true]);
    expect(removedBefore(partly)).toEqual([]);
  });
});
