import { startTestApp, type TestApp } from '../support/test-app';
import { join, memberIdOf, signUpOwner, type TestPerson } from '../support/test-people';

const ROUNDS = 300;
const TABLES = ['members', 'sessions'];

/** Check 4 of issue 3, and A3. */
describe('two Owners who unmake each other at the same moment', () => {
  let test: TestApp;
  let owner: TestPerson;
  let rival: TestPerson;

  beforeAll(async () => {
    test = await startTestApp();
    owner = await signUpOwner(test);
    rival = await join(test, owner, 'rival@example.com', 'owner', 'Rita Rival');
    for (const table of TABLES) await test.superuser.query(`CREATE TABLE kept_${table} AS TABLE ${table}`);
  });
  afterAll(() => test.close());

  /** Everything as it was before the round. */
  async function restore(): Promise<void> {
    await test.superuser.query(
      'BEGIN; DELETE FROM sessions; SET CONSTRAINTS ALL DEFERRED; DELETE FROM members;' +
        TABLES.map((table) => `INSERT INTO ${table} TABLE kept_${table};`).join('') +
        'COMMIT',
    );
  }

  it(`leave an Owner, ${ROUNDS} times out of ${ROUNDS}`, async () => {
    const [mine, its] = [await memberIdOf(owner, owner.email), await memberIdOf(owner, rival.email)];
    const outcomes = new Map<string, number>();
    for (let round = 0; round < ROUNDS; round++) {
      test.clock.advance(10);
      const blow = (by: TestPerson, id: string, removes: boolean) =>
        removes
          ? by.client.delete(`/v1/members/${id}`)
          : by.client.patch(`/v1/members/${id}`, { role: 'admin' });
      const answers = await Promise.all([
        blow(owner, its, round % 2 === 0),
        blow(rival, mine, round % 3 === 0),
      ]);
      const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b);
      outcomes.set(statuses.join(), (outcomes.get(statuses.join()) ?? 0) + 1);
      const { rows } = await test.superuser.query(`SELECT account_id FROM members WHERE role = 'owner'`);
      expect(rows).toHaveLength(1);
      await restore();
    }
    const oneWon = [...outcomes.keys()].filter((key) => !/^20[04],40[139]$/.test(key));
    expect(oneWon).toEqual([]);
  }, 120_000);

  it('cannot both leave either', async () => {
    for (let round = 0; round < 20; round++) {
      const answers = await Promise.all([owner, rival].map(({ client }) => client.delete('/v1/members/me')));
      expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 409]);
      await restore();
    }
  });
});
