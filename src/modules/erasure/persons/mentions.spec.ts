import { identifiersOf } from './identifiers';
import { mentions } from './mentions';

const jane = identifiersOf({
  actor_id: 'usr_8842119',
  email: 'Jane@Acme.example',
  name: 'Jane Doe',
  record: { type: 'patient', id: 'p1' },
});

describe('an event mentions a person', () => {
  it.each<[string, unknown]>([
    ['by name, whatever its case', { summary: 'JANE DOE opened a chart' }],
    ['by name at the end of a sentence', { summary: 'signed by Jane Doe.' }],
    ['by name deep inside', { a: [{ b: { c: 'for Jane Doe, today' } }] }],
    ['by e-mail address', { to: 'Jane <jane@acme.example>' }],
    ['by e-mail address at the end of a sentence', { text: 'sent to jane@acme.example.' }],
    ['by an address in a path', { http: { path: '/v1/people/jane@acme.example/notes' } }],
    ['by an address as paths have it', { http: { path: '/v1/people/jane%40acme.example' } }],
    ['by a telling id anywhere', { http: { path: '/v1/users/usr_8842119' } }],
    ['by an id where an id stands', { user_id: 'usr_8842119' }],
    ['by the key of a member', { 'jane@acme.example': true }],
    ['by a reference to the record', { related: [{ type: 'patient', id: 'p1' }] }],
    ['by a member that names the record', { patient_id: 'p1' }],
    ['in any way to write a letter', { name: 'Jane Doe'.normalize('NFD') }],
  ])('%s', (_, value) => expect(mentions(value, jane)).toBe(true));

  it.each<[string, unknown]>([
    ['a longer name', { summary: 'Mary-Jane Doeringer opened a chart' }],
    ['another local part', { to: 'mary.jane@acme.example' }],
    ['another domain', { to: 'jane@acme.example.org' }],
    ['a longer domain', { to: 'jane@acme.examples' }],
    ['a longer id', { path: '/v1/users/usr_88421190' }],
    ['a record of another type', { resource: { type: 'note', id: 'p1' } }],
    ['a short id in a text', { text: 'see p1' }],
    ['nothing', { a: null, b: 7, c: [true] }],
  ])('but not by %s', (_, value) => expect(mentions(value, jane)).toBe(false));

  it('by a number only where an id stands', () => {
    const seven = identifiersOf({ actor_id: '7' });
    expect(mentions({ user_id: 7 }, seven)).toBe(true);
    expect(mentions({ id: '7' }, seven)).toBe(true);
    expect(mentions({ count: 7, text: 'invoice 7' }, seven)).toBe(false);
  });

  it('by names of any script, letter by letter', () => {
    const who = identifiersOf({ name: 'Жанна Ødegård' });
    expect(mentions({ summary: 'ЖАННА ØDEGÅRD вошла' }, who)).toBe(true);
    expect(mentions({ summary: 'Жаннаё Ødegård' }, who)).toBe(false);
  });
});
