import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import {
  Body,
  Controller,
  Delete,
  Get,
  Global,
  Injectable,
  Module,
  Post,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { APP_FILTER, APP_GUARD, NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import request from 'supertest';
import { readConfig } from '../../config/env';
import { adapter, prepareApp } from '../../src/http-app';
import { defineActions } from '../../src/modules/audit/audit.define-actions';
import { AccessCheck } from '../../src/modules/audit/audit.access-check';
import { ExpiryRule, forEver } from '../../src/modules/audit/audit.expiry';
import { AuditModule } from '../../src/modules/audit/audit.module';
import { Requester } from '../../src/modules/audit/audit.requester';
import { WorkingTime } from '../../src/modules/audit/audit.working-time';
import { UnitOfWork } from '../../src/modules/audit/audit.unit-of-work';
import { UnreadableRequests } from '../../src/modules/audit/audit.unreadable-requests';
import { applicationUrl } from '../../src/platform/database/database-roles';
import { PLATFORM_LOG_ID } from '../../src/platform/database/tenant';
import { conflict, unauthenticated } from '../../src/platform/errors/daybook-error';
import { Audited, Public, RequirePermission, Unrecorded } from '../../src/platform/http/declarations';
import { ProblemFilter } from '../../src/platform/http/problem.filter';
import { Log } from '../../src/platform/log/log';
import { ConsoleModule } from '../../src/modules/console/console.module';
import { PlatformModule } from '../../src/platform/platform.module';
import { DatabasePool } from '../../src/platform/database/pools';
import { noWorkingTime } from '../support/flags';
import { createTestDatabase, TEST_SECRET, type TestDatabase } from '../support/test-database';

const ACME = randomUUID();
const gate = new EventEmitter();

defineActions({
  'thing.read': {
    source: 'test',
    operation: 'read',
    category: null,
    summary: '{actor} read a thing',
    attempt: 'read a thing',
  },
  'thing.made': {
    source: 'test',
    operation: 'create',
    category: null,
    summary: '{actor} made {resource}',
    attempt: 'make a thing',
  },
});

@Controller('things')
@RequirePermission('audit:read')
class ThingsController {
  constructor(private readonly work: UnitOfWork) {}

  @Get()
  @Audited('thing.read')
  read(): object {
    return { ok: true };
  }

  @Get('boom')
  @Audited('thing.read')
  boom(): never {
    throw new TypeError('a secret detail');
  }

  @Get('taken')
  @Audited('thing.read')
  taken(): never {
    throw conflict('thing.taken', 'It is taken.');
  }

  @Get('slow')
  @Audited('thing.read')
  async slow(): Promise<object> {
    gate.emit('arrived');
    await once(gate, 'go on');
    return {};
  }

  @Post()
  @Audited('thing.made')
  make(@Body() body: { fail?: boolean }): Promise<object> {
    return this.work.change(async (manager) => {
      await manager.query('INSERT INTO organizations (id, name) VALUES ($1, $2)', [ACME, 'Acme']);
      if (body.fail) throw conflict('thing.taken', 'It is taken.');
      return {
        result: { made: true },
        event: {
          resource: { type: 'thing', id: 't1', name: 'Thing One' },
          changes: { before: null, after: { name: 'Acme' } },
        },
      };
    });
  }

  @Delete('slow')
  @Audited('thing.made')
  async slowChange(): Promise<object> {
    gate.emit('arrived');
    await once(gate, 'go on');
    return this.work.change(() => Promise.resolve({ result: {}, event: {} }));
  }

  @Get('probe')
  @Public()
  @Unrecorded()
  probe(): object {
    return {};
  }
}

@Injectable()
class HeaderGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { headers, record } = context.switchToHttp().getRequest<FastifyRequest>();
    if (headers['x-org'] === undefined) throw unauthenticated('session.required', 'Sign in.');
    const actor = {
      type: 'user' as const,
      id: 'u1',
      name: 'Jane Doe',
      email: 'jane@acme.example',
      role: 'owner',
    };
    if (record)
      record.principal = {
        actor,
        organizationId: String(headers['x-org']),
        accountId: 'u1',
        sessionId: null,
        apiKeyId: null,
        role: 'owner',
        scopes: null,
      };
    return true;
  }
}

@Global()
@Module({
  providers: [
    { provide: ExpiryRule, useValue: { of: () => Promise.resolve(forEver) } },
    { provide: WorkingTime, useValue: noWorkingTime },
    { provide: Requester, useValue: { identify: () => Promise.resolve(null) } },
    { provide: AccessCheck, useValue: { require: () => Promise.resolve() } },
  ],
  exports: [ExpiryRule, WorkingTime, Requester, AccessCheck],
})
class ForEverModule {}

describe('recording of requests', () => {
  let app: NestFastifyApplication;
  let database: TestDatabase;
  let admin: DatabasePool;
  let url: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    admin = new DatabasePool(database.url, 'admin', 2);
    const config = readConfig({});
    const settings = {
      ...config,
      secret: TEST_SECRET,
      database: { ...config.database, url: applicationUrl(database.url, TEST_SECRET) },
    };
    const log = new Log('silent');
    const unreadable = new UnreadableRequests(log);
    @Module({
      imports: [PlatformModule.forRoot(settings, log), AuditModule, ForEverModule, ConsoleModule],
      controllers: [ThingsController],
      providers: [
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_GUARD, useClass: HeaderGuard },
      ],
    })
    class TestModule {}
    app = await NestFactory.create<NestFastifyApplication>(TestModule, adapter(settings, unreadable), {
      logger: log,
      bodyParser: false,
      abortOnError: false,
    });
    await prepareApp(app, unreadable);
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();
  });
  afterAll(async () => {
    await app?.close();
    await admin.close();
    await database.drop();
  });
  beforeEach(() => admin.pool.query('BEGIN').then(() => admin.pool.query('COMMIT')));

  const seen = new Map<string, number>();
  /** The events that were added since the last look. */
  async function added(organizationId: string): Promise<
    {
      action: string;
      outcome: string;
      summary: string;
      reason: string | null;
      context: { ip: string; http: { route: string; status: number } };
    }[]
  > {
    const { rows } = await admin.pool.query(
      'SELECT sequence, action, outcome, target::jsonb->>$$summary$$ AS summary, content::jsonb->>$$outcome_reason$$ AS reason, context::jsonb AS context FROM events WHERE organization_id = $1 AND sequence > $2 ORDER BY sequence',
      [organizationId, seen.get(organizationId) ?? 0],
    );
    seen.set(
      organizationId,
      Math.max(seen.get(organizationId) ?? 0, ...rows.map((row) => Number(row.sequence))),
    );
    return rows;
  }

  /** Aborted requests are written after the client went away: wait for the row, not for a time. */
  async function eventually(organizationId: string): Promise<Awaited<ReturnType<typeof added>>> {
    for (;;) {
      const events = await added(organizationId);
      if (events.length > 0) return events;
      await new Promise(setImmediate);
    }
  }

  it('records a read once, with actor, address, route and status', async () => {
    await request(url).get('/things?x=1').set('x-org', ACME).expect(200);
    expect(await added(ACME)).toMatchObject([
      {
        action: 'thing.read',
        outcome: 'success',
        summary: 'Jane Doe read a thing',
        context: { ip: '127.0.0.1', http: { route: '/things', status: 200 } },
      },
    ]);
  });

  it.each([
    ['/things/boom', 500, 'internal', 'failure'],
    ['/things/taken', 409, 'thing.taken', 'failure'],
  ])('records what fails at %s as %i', async (path, status, code, outcome) => {
    const { body } = await request(url)
      .get(path)
      .set('x-org', ACME)
      .expect(status)
      .expect('content-type', /application\/problem\+json/);
    expect(body).toMatchObject({ code, status, request_id: expect.any(String) });
    expect(JSON.stringify(body)).not.toContain('secret detail');
    expect(await added(ACME)).toMatchObject([
      { action: 'thing.read', outcome, context: { http: { status } } },
    ]);
  });

  it('records a refusal that no interceptor sees, in the platform log', async () => {
    await request(url).get('/things').expect(401);
    expect(await added(PLATFORM_LOG_ID)).toMatchObject([
      {
        action: 'thing.read',
        outcome: 'denied',
        summary: 'Somebody was not allowed to read a thing: Sign in.',
      },
    ]);
  });

  it.each([
    ['an address without a route', () => request(url).get('/nowhere'), 404, 'request.unmatched'],
    ['an address that cannot be decoded', () => request(url).get('/things/%ZZ'), 400, 'request.malformed'],
    [
      'malformed JSON',
      () => request(url).post('/things').set('content-type', 'application/json').send('{"a":'),
      400,
      'thing.made',
    ],
    [
      'an unknown media type',
      () => request(url).post('/things').set('content-type', 'text/csv').send('a'),
      415,
      'thing.made',
    ],
  ])('records %s once', async (_name, send, status, action) => {
    const { body } = await send()
      .expect(status)
      .expect('content-type', /application\/problem\+json/);
    expect(body.request_id).toEqual(expect.any(String));
    expect(await added(PLATFORM_LOG_ID)).toMatchObject([
      { action, outcome: 'failure', context: { http: { status } } },
    ]);
  });

  it('records bytes that are no HTTP', async () => {
    const { port } = new URL(url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write('NONSENSE\r\n\r\n');
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1.1 400 /);
    expect(await eventually(PLATFORM_LOG_ID)).toMatchObject([
      { action: 'request.malformed', outcome: 'failure' },
    ]);
  });

  it('commits a change and its event together, and neither when it fails', async () => {
    await request(url).post('/things').set('x-org', ACME).send({ fail: true }).expect(409);
    expect(await added(ACME)).toMatchObject([
      { action: 'thing.made', outcome: 'failure', reason: 'It is taken.' },
    ]);
    expect((await admin.pool.query('SELECT 1 FROM organizations WHERE id = $1', [ACME])).rowCount).toBe(0);
    await request(url).post('/things').set('x-org', ACME).send({}).expect(201);
    expect(await added(ACME)).toMatchObject([
      {
        action: 'thing.made',
        outcome: 'success',
        summary: 'Jane Doe made Thing One',
        context: { http: { status: 201 } },
      },
    ]);
  });

  it.each(['GET', 'DELETE'])(
    'records a %s whose client goes away, once, and changes nothing',
    async (method) => {
      const arrived = once(gate, 'arrived');
      const client = httpRequest(`${url}/things/slow`, { method, headers: { 'x-org': ACME } }).on(
        'error',
        () => undefined,
      );
      client.end();
      await arrived;
      client.destroy();
      const events = await eventually(ACME);
      expect(events).toMatchObject([
        {
          outcome: 'failure',
          reason: 'the client went away before the answer',
          context: { http: { status: 499 } },
        },
      ]);
      gate.emit('go on');
      await request(url).get('/things').set('x-org', ACME).expect(200);
      expect(await added(ACME)).toMatchObject([{ action: 'thing.read', outcome: 'success' }]);
    },
  );

  it('leaves no event of a probe', async () => {
    await request(url).get('/things/probe').set('x-org', ACME).expect(200);
    expect(await added(ACME)).toEqual([]);
  });
});
