import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import { snippetOf, type Language } from '../../src/modules/console/web/api-keys/snippets';
import type { AuditEvent, EventPage } from '../../src/modules/audit/audit.contract';
import { mintTestKey } from '../support/test-api-key';
import { startTestApp, type TestApp } from '../support/test-app';
import { signUpOwner, type TestPerson } from '../support/test-people';

/** Where curl and Python are, if there are any. */
const PATH = '/usr/local/bin:/usr/bin:/bin';
const run = promisify(execFile);
const WHOLE = {
  action: 'patient.viewed',
  source: 'patient_activity',
  outcome: 'success',
  summary: 'Dr. Ada Moss opened the chart of Ann Lee',
  actor: { id: 'dr-1', email: 'ada@clinic.example' },
  subject: { type: 'patient', id: 'p-77' },
};

/** What a request of the host product looks like to the two programs that stand in it. */
const EXPRESS = `
const listeners = [];
const request = { method: 'GET', baseUrl: '/api', route: { path: '/patients/:id' }, ip: '203.0.113.9', user: { id: 7 } };
audited(request, { statusCode: 403, on: (name, listener) => listeners.push(listener) }, () => undefined);
for (const listener of listeners) listener();`;
const NEST = `
import { of } from 'rxjs';
class Patients { find() {} }
const request = { method: 'GET', route: { path: '/patients/:id' }, ip: '203.0.113.9', user: { id: 7 } };
const context = { switchToHttp: () => ({ getRequest: () => request }), getClass: () => Patients, getHandler: () => Patients.prototype.find };
new AuditInterceptor().intercept(context, { handle: () => of(1) }).subscribe();`;

const isThere = async (program: string): Promise<boolean> =>
  run(program, ['--version']).then(
    () => true,
    () => false,
  );

/** The programs that the console shows with a new key, run as they are (issue 7, newcomer's first event). */
describe('a program that sends the first event', () => {
  let test: TestApp;
  let owner: TestPerson;
  let key: string;

  beforeAll(async () => {
    test = await startTestApp();
    owner = await signUpOwner(test);
    key = await mintTestKey(test, owner);
  });
  afterAll(() => test.close());

  /** The newest event that the key reported. */
  const sent = async (): Promise<AuditEvent | undefined> => {
    const { body } = await owner.client.get('/v1/events?limit=50').expect(200);
    return (body as EventPage).data.find(({ reported_by: by }) => by);
  };
  const textOf = (language: Language): string => snippetOf(language, test.url, key);
  const inNode = (text: string) =>
    run(process.execPath, ['--input-type=module', '-e', text], {
      cwd: join(__dirname, '../..'),
      env: { PATH, DAYBOOK_KEY: key },
    });

  it('names the key once, for the environment, in every language', () => {
    for (const language of ['curl', 'node', 'nestjs', 'express', 'python'] as const)
      expect([language, textOf(language).split(key).length]).toEqual([language, 2]);
  });

  it('in Node does', async () => {
    await inNode(textOf('node'));
    expect(await sent()).toMatchObject(WHOLE);
  });

  it('in an Express application does, with what came of the request', async () => {
    await inNode(textOf('express') + EXPRESS);
    const event = {
      action: 'api.get',
      outcome: 'denied',
      summary: 'GET /api/patients/:id',
      actor: { id: '7' },
    };
    expect(await sent()).toMatchObject(event);
  });

  it('in a NestJS application does, for every handler', async () => {
    const { outputText } = transpileModule(textOf('nestjs') + NEST, {
      compilerOptions: {
        module: ModuleKind.ESNext,
        target: ScriptTarget.ES2022,
        experimentalDecorators: true,
      },
    });
    await inNode(outputText);
    expect(await sent()).toMatchObject({
      action: 'patients.find',
      summary: 'GET /patients/:id',
      actor: { id: '7' },
    });
  });

  it('with curl does, and with Python where there is one', async () => {
    const programs = [
      ['curl', 'bash', '-c'],
      ['python', 'python3', '-c'],
    ] as const;
    for (const [language, program, option] of programs) {
      if (!(await isThere(language === 'curl' ? 'curl' : program))) continue;
      const before = (await sent())?.sequence;
      await run(program, [option, textOf(language)], { env: { PATH, DAYBOOK_KEY: key } });
      const event = await sent();
      expect(event).toMatchObject(WHOLE);
      expect(event?.sequence).not.toBe(before);
    }
  });
});
