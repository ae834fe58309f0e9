import { randomUUID } from 'node:crypto';
import { Sealing } from '../../src/modules/integrity/integrity.sealing';
import { SigningKeys } from '../../src/modules/integrity/integrity.signing-keys';
import { Signing } from '../../src/platform/crypto/signing';
import { runCli } from '../support/run-cli';
import { startTestApp, type TestApp } from '../support/test-app';
import { TEST_SECRET } from '../support/test-database';
import { append, expectSealed, treeOf } from '../support/test-sealing';

describe('on the host', () => {
  let test: TestApp;
  let env: Record<string, string>;

  beforeAll(async () => {
    test = await startTestApp();
    env = {
      DAYBOOK_SECRET: TEST_SECRET,
      DATA_DIR: test.settings.dataDirectory,
      DATABASE_URL: test.database.url,
      DATABASE_ALLOW_UNSAFE: 'true',
    };
  });
  afterAll(() => test.close());

  it('the key is rotated, beside a running Daybook', async () => {
    const { output, code } = await runCli(['signing-key', 'rotate'], env);
    expect(output).toMatch(/generation 2 .* in force\ngeneration 1 .* retires 20/);
    expect(code).toBe(0);
    await test.app.get(SigningKeys, { strict: false }).refresh();
    const printed = await runCli(['signing-key'], env);
    expect(printed.output).toContain(test.app.get(Signing).at(2).publicKeyPem);
  }, 60_000);

  it('a log that was set back goes on in a new epoch, and probes say so until then', async () => {
    const sealing = test.app.get(Sealing, { strict: false });
    const organizationId = randomUUID();
    await append(test, organizationId, 9);
    await sealing.seal(organizationId);
    for (const table of ['trees', 'checkpoints', 'tree_tiles'])
      await test.superuser.query(`DELETE FROM ${table} WHERE organization_id = $1`, [organizationId]);
    await test.superuser.query('DELETE FROM events WHERE organization_id = $1 AND sequence > 5', [
      organizationId,
    ]);
    await test.superuser.query('UPDATE log_heads SET last_sequence = 5 WHERE organization_id = $1', [
      organizationId,
    ]);
    test.clock.advance(61_000);
    await sealing.run();
    test.clock.advance(5_000);
    const { body } = await test.anonymous.get('/readyz').expect(200);
    expect((body as { warnings: string[] }).warnings.join()).toContain(
      `${organizationId}: it was signed up to event 9, and the database ends at 5: it was set back. Find out why; to go on with it as it is now: daybook log open-epoch`,
    );
    const { text } = await test.anonymous.get('/metrics').expect(200);
    expect(text).toMatch(/^daybook_logs_refused 1$/m);

    const command = ['log', 'open-epoch', '--organization', organizationId, '--reason', 'restored a backup'];
    const { output, code } = await runCli(command, env);
    expect(output).toContain(`The log goes on as localhost/logs/${organizationId}/2.`);
    expect(code).toBe(0);
    test.clock.advance(3_000);
    await sealing.run();
    expect(await treeOf(test, organizationId)).toMatchObject({ epoch: 2, size: 6 });
    await expectSealed(test, organizationId);
  }, 60_000);
});
