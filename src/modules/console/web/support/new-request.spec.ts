import { bodyOf, draftFrom } from './new-request';

const pageText = (address: string): string => `On the page ${address}`;

describe('a new request for support', () => {
  it('begins with the page that somebody came from, and its record', () => {
    const draft = draftFrom({ page: '/audit-log?e=1', type: 'encounter', id: 'E-4711' }, 'Acme', pageText);
    expect(draft).toMatchObject({ kind: 'question', record: 'encounter', id: 'E-4711', workspace: 'Acme' });
    expect(draft.text).toBe('\n\nOn the page /audit-log?e=1');
    expect(bodyOf({ ...draft, text: `What is this?${draft.text}` })).toEqual({
      kind: 'question',
      trying_to: 'What is this?\n\nOn the page /audit-log?e=1',
      record: { type: 'encounter', id: 'E-4711' },
      workspace: 'Acme',
    });
  });

  it('keeps the kind of a record that it does not know', () => {
    const draft = draftFrom({ type: 'export', id: 'x' }, 'Acme', pageText);
    expect(bodyOf(draft)).toMatchObject({ record: { type: 'export', id: 'x' } });
    expect(draftFrom({ type: 'none', id: 'x' }, 'Acme', pageText).record).toBe('other');
  });

  it('asks for a file with its range, and leaves out what is empty', () => {
    const draft = { ...draftFrom({ new: 'export' }, '', pageText), from: '2026-10-01', to: '2026-10-31' };
    expect(bodyOf({ ...draft, text: 'For the auditor' })).toEqual({
      kind: 'export',
      trying_to: 'For the auditor',
      from: '2026-10-01',
      to: '2026-10-31',
      format: 'csv',
    });
    expect(bodyOf({ ...draft, q: 'source:flow' })).toMatchObject({ query: { q: 'source:flow' } });
  });
});
