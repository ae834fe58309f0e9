import { isCalled, peopleOf, type Identity, type MemberFacts } from './person';

let keys = 0;
const identity = (over: Partial<Identity>): Identity => ({
  key: `k${keys++}`,
  id: null,
  email: null,
  name: null,
  ...over,
});
const mia = {
  account_id: 'a-mia',
  member_id: 'm-mia',
  name: 'Mia',
  email: 'Mia@example.com',
} as unknown as MemberFacts;

describe('the people of a log', () => {
  it('are one each, whatever they were called', () => {
    const before = identity({ id: 'u1', email: 'old@example.com', name: 'Ann Lee' });
    const after = identity({ id: 'u1', email: 'new@example.com', name: 'Ann Reyes' });
    const [ann, ...others] = peopleOf([before, after], []);
    expect(others).toEqual([]);
    expect(ann).toMatchObject({ id: 'u1', keys: [before.key, after.key] });
    expect(['u1', 'OLD@example.com', 'new@example.com'].map((text) => isCalled(ann as never, text))).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('are told apart by id, and without one by address', () => {
    const people = peopleOf(
      [
        identity({ id: 'u1', email: 'shared@example.com' }),
        identity({ id: 'u2', email: 'shared@example.com' }),
        identity({ email: 'Shared@example.com' }),
        identity({ email: 'shared@example.com', name: 'Somebody' }),
        identity({ name: 'Nobody in particular' }),
      ],
      [],
    );
    expect(people.map(({ id, keys: { length } }) => [id, length])).toEqual([
      ['u1', 1],
      ['u2', 1],
      ['shared@example.com', 2],
      ['Nobody in particular', 1],
    ]);
  });

  it('are members where an account or an address says so, also those who never came', () => {
    const own = identity({ id: 'a-mia', name: 'Mia' });
    const host = [
      identity({ id: 'u7', email: 'mia@example.com' }),
      identity({ id: 'u7', email: 'mia@old.example' }),
    ];
    const people = peopleOf([own, ...host], [mia, { ...mia, account_id: 'a-new', email: 'new@example.com' }]);
    expect(people.map(({ id, keys: { length } }) => [id, length])).toEqual([
      ['a-mia', 3],
      ['a-new', 0],
    ]);
  });
});
