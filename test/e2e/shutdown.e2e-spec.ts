import { MailTransport } from '../../src/platform/mail/mail-transport';
import { startTestApp } from '../support/test-app';
import { signUpOwner } from '../support/test-people';
import { until } from '../support/until';

describe('a shutdown', () => {
  it('waits for the mails of the last requests, which end when no new one is taken any more', async () => {
    const sent: string[] = [];
    const transport = { send: async ({ subject }: { subject: string }) => void sent.push(subject) };
    const test = await startTestApp({ overrides: [{ token: MailTransport, value: transport }] });
    const { email } = await signUpOwner(test);
    const admin = await test.superuser.connect();
    await admin.query('BEGIN');
    await admin.query('LOCK TABLE password_resets IN EXCLUSIVE MODE');
    const answer = test.anonymous.post('/v1/password-resets', { email }).then(({ status }) => status);
    await until('the request to wait for its table', async () => {
      const { rows } = await admin.query(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return rows.length > 0;
    });
    const closed = test.close();
    await until('the server to take no new requests', async () => !test.app.getHttpServer().listening);
    await admin.query('COMMIT');
    admin.release();
    expect(await answer).toBe(202);
    await closed;
    expect(sent).toContain('Reset your Daybook password');
  });
});
