import type { Settings } from '../../../platform/settings';
import { DEMO_PASSWORD } from '../auth.demo';
import { Passwords } from './passwords';

const COST = { memoryCost: 64, timeCost: 1, parallelism: 1 };
const passwords = (more: Partial<Settings> = {}): Passwords =>
  new Passwords({ secret: 'x'.repeat(32), ...more } as Settings, COST);

describe('the password that everybody in a demo has', () => {
  it('is refused wherever no demo is made: it is printed', () =>
    expect(passwords().hash(DEMO_PASSWORD)).rejects.toMatchObject({ code: 'password.too_common' }));

  it('is taken while one is', async () => {
    const hash = await passwords({ makesDemo: true }).hash(DEMO_PASSWORD);
    await expect(passwords().verify(hash, DEMO_PASSWORD)).resolves.toBe(true);
  });
});
