import { RawPoster, type RawAnswer } from '../support/raw-post';
import { mintTestKey } from '../support/test-api-key';
import { startTestApp, type TestApp } from '../support/test-app';
import { signUpOwner, type TestPerson } from '../support/test-people';

const NDJSON = 'application/x-ndjson';
const valid = { action: 'patient.viewed', actor: { id: 'u1', name: 'Jane' } };
const withMember = (member: object): object => ({ ...valid, ...member });
const deep = (levels: number): object =>
  JSON.parse(`${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`) as object;
const keys = (count: number): object =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, i]));
const events = (count: number): object => ({ events: Array.from({ length: count }, () => valid) });

/** One event with one mistake, and the pointer to it. */
const FIELDS: [mistake: string, body: unknown, pointer: string][] = [
  ['no action', { actor: {} }, '/action'],
  ['no actor', { action: 'a.b' }, '/actor'],
  ['an action of another type', withMember({ action: 7 }), '/action'],
  ['an action with spaces', withMember({ action: 'patient viewed' }), '/action'],
  ['an action that ends in a dot', withMember({ action: 'patient.' }), '/action'],
  ['an action that is too long', withMember({ action: 'a'.repeat(129) }), '/action'],
  ['an empty source', withMember({ source: '' }), '/source'],
  ['an unknown operation', withMember({ operation: 'look' }), '/operation'],
  ['an unknown category', withMember({ category: 'misc' }), '/category'],
  ['an unknown outcome', withMember({ outcome: 'ok' }), '/outcome'],
  ['an unknown key', withMember({ colour: 'red' }), '/colour'],
  ['an unknown key with a slash', withMember({ 'a/b~c': 1 }), '/a~1b~0c'],
  ['an unknown key in the actor', withMember({ actor: { age: 7 } }), '/actor/age'],
  ['an unknown kind of actor', withMember({ actor: { type: 'robot' } }), '/actor/type'],
  ['an actor that is a text', withMember({ actor: 'Jane' }), '/actor'],
  ['an actor that is a list', withMember({ actor: [] }), '/actor'],
  ['an actor that is null', withMember({ actor: null }), '/actor'],
  ['an actor whose id is a number', withMember({ actor: { id: 7 } }), '/actor/id'],
  ['an actor whose name is too long', withMember({ actor: { name: 'x'.repeat(513) } }), '/actor/name'],
  ['a sequence', withMember({ sequence: 1 }), '/sequence'],
  ['a time of recording', withMember({ recorded_at: '2026-01-01T00:00:00Z' }), '/recorded_at'],
  ['an organization', withMember({ organization_id: 'x' }), '/organization_id'],
  ['a reporter', withMember({ reported_by: {} }), '/reported_by'],
  ['a leaf hash', withMember({ leaf_hash: 'x' }), '/leaf_hash'],
  ['a redaction', withMember({ redaction: null }), '/redaction'],
  ['an expiry', withMember({ expires_on: '2099-01-01' }), '/expires_on'],
  ['an id that is no UUID', withMember({ id: 'event-1' }), '/id'],
  ['an id with braces', withMember({ id: '{018f3c2e-0000-7000-8000-000000000000}' }), '/id'],
  ['a null id', withMember({ id: null }), '/id'],
  ['a time without a zone', withMember({ occurred_at: '2026-01-01T00:00:00' }), '/occurred_at'],
  ['a time that is a number', withMember({ occurred_at: 1_700_000_000 }), '/occurred_at'],
  ['a day that is not in the calendar', withMember({ occurred_at: '2026-02-30T00:00:00Z' }), '/occurred_at'],
  ['hour 24', withMember({ occurred_at: '2026-01-01T24:00:00Z' }), '/occurred_at'],
  ['year 0', withMember({ occurred_at: '0000-01-01T00:00:00Z' }), '/occurred_at'],
  ['a moment before year 1', withMember({ occurred_at: '0001-01-01T00:00:00+12:00' }), '/occurred_at'],
  ['a time far ahead', withMember({ occurred_at: '9999-12-31T23:59:59Z' }), '/occurred_at'],
  ['an address that is none', withMember({ context: { ip: 'AWS Internal' } }), '/context/ip'],
  ['an address as a number', withMember({ context: { ip: '1' } }), '/context/ip'],
  ['an address in octal', withMember({ context: { ip: '010.0.0.1' } }), '/context/ip'],
  ['an address with a port', withMember({ context: { ip: '192.0.2.1:80' } }), '/context/ip'],
  ['an unknown context', withMember({ context: { peer_ip: '192.0.2.1' } }), '/context/peer_ip'],
  ['a long user agent', withMember({ context: { user_agent: 'x'.repeat(1_025) } }), '/context/user_agent'],
  ['a resource without an id', withMember({ resource: { type: 't' } }), '/resource/id'],
  ['a resource with an empty type', withMember({ resource: { type: '', id: 'i' } }), '/resource/type'],
  ['a null among the related', withMember({ related: [null] }), '/related/0'],
  ['related that is an object', withMember({ related: {} }), '/related'],
  [
    'too many related',
    withMember({ related: Array.from({ length: 101 }, () => ({ type: 't', id: 'i' })) }),
    '/related',
  ],
  ['changes of something else', withMember({ changes: { before: {}, now: {} } }), '/changes/now'],
  ['details that are a list', withMember({ details: [] }), '/details'],
  ['a flag with capitals', withMember({ flags: ['PHI'] }), '/flags/0'],
  ['the same flag twice', withMember({ flags: ['phi', 'phi'] }), '/flags'],
  ['a text that is too long', withMember({ details: { note: 'x'.repeat(16_385) } }), '/details/note'],
  ['a text that is too long in bytes', withMember({ details: { note: 'é'.repeat(8_193) } }), '/details/note'],
  ['a long text below an odd key', withMember({ details: { 'a/b': 'x'.repeat(16_385) } }), '/details/a~1b'],
  ['details that nest too deep', withMember({ details: deep(16) }), `/details${'/a'.repeat(15)}`],
  ['too many keys', withMember({ details: keys(254) }), ''],
  ['too many bytes', withMember({ details: { list: Array(5).fill('x'.repeat(16_000)) } }), ''],
];

/** Bodies that are refused before any event is looked at. */
const BODIES: [
  mistake: string,
  body: string | Buffer,
  type: string,
  status: number,
  code: string,
  pointer: string | null,
][] = [
  ['JSON that breaks off', '{"action":', 'application/json', 400, 'request.malformed_json', ''],
  ['an empty body', '', 'application/json', 422, 'request.invalid', ''],
  ['a list', '[]', 'application/json', 422, 'request.invalid', ''],
  ['a text', '"x"', 'application/json', 422, 'request.invalid', ''],
  ['null', 'null', 'application/json', 422, 'request.invalid', ''],
  ['no events', '{"events":[]}', 'application/json', 422, 'batch.empty', '/events'],
  ['events that are no list', '{"events":{}}', 'application/json', 422, 'request.invalid', '/events'],
  ['events and something else', '{"events":[],"x/y":1}', 'application/json', 422, 'request.invalid', '/x~1y'],
  ['too many events', JSON.stringify(events(1_001)), 'application/json', 413, 'batch.too_large', '/events'],
  ['too many lines', `${JSON.stringify(valid)}\n`.repeat(1_001), NDJSON, 413, 'batch.too_large', '/events'],
  ['more than 8 MiB', ' '.repeat(8 * 1024 * 1024 + 1), 'application/json', 413, 'request.too_large', null],
  ['no lines', '\n\n', NDJSON, 422, 'batch.empty', '/events'],
  [
    'form fields',
    'action=a.b',
    'application/x-www-form-urlencoded',
    415,
    'request.unsupported_media_type',
    null,
  ],
  ['plain text', '{}', 'text/plain', 415, 'request.unsupported_media_type', null],
  ['XML', '<event/>', 'application/xml', 415, 'request.unsupported_media_type', null],
  [
    'a key twice',
    '{"events":[{"action":"a.b","actor":{"id":"1","id":"2"}}]}',
    'application/json',
    400,
    'request.duplicate_keys',
    '/events/0/actor/id',
  ],
  [
    'a key twice, once escaped',
    '{"action":"a.b","\\u0061ction":"a.c"}',
    'application/json',
    400,
    'request.duplicate_keys',
    '/action',
  ],
  [
    '__proto__',
    '{"actor":{"__proto__":{"id":"x"}}}',
    'application/json',
    400,
    'request.forbidden_key',
    '/actor/__proto__',
  ],
  [
    'a constructor with a prototype',
    '{"details":{"constructor":{"prototype":{}}}}',
    'application/json',
    400,
    'request.forbidden_key',
    '/details/constructor',
  ],
  [
    'NUL in a text',
    '{"events":[{"summary":"a\\u0000b"}]}',
    'application/json',
    422,
    'request.unstorable_text',
    '/events/0/summary',
  ],
  [
    'half a surrogate pair',
    '{"details":{"a/b":["\\ud800"]}}',
    'application/json',
    422,
    'request.unstorable_text',
    '/details/a~1b/0',
  ],
  [
    'half a surrogate pair in a key',
    '{"details":{"\\udc00":1}}',
    'application/json',
    422,
    'request.unstorable_text',
    '/details',
  ],
  [
    'bytes that are no UTF-8',
    Buffer.from('7b2261223a22c328227d', 'hex'),
    'application/json',
    400,
    'request.malformed_json',
    '',
  ],
  [
    'a number beyond all numbers',
    '{"details":{"n":1e400}}',
    'application/json',
    422,
    'request.unstorable_number',
    '/details/n',
  ],
  ['a nest of lists', '['.repeat(100_000), 'application/json', 400, 'request.too_deep', ''],
];

/** Parameters of `GET /v1/events` with one mistake each. */
const PARAMETERS: [query: string, pointer: string][] = [
  ['from=yesterday', '/from'],
  ['from=2026-02-30', '/from'],
  ['from=2026-01-01T00:00:00', '/from'],
  ['from=0000-01-01', '/from'],
  ['from=0001-01-01T00:00:00%2B12:00', '/from'],
  ['to=2026-01-01T24:00Z', '/to'],
  ['from=2026-01-01&from=2026-01-02', '/from'],
  ['operation=look', '/operation'],
  ['outcome=success&outcome=ok', '/outcome'],
  ['category=', '/category'],
  ['ip=1', '/ip'],
  ['ip=10.0.0.0/33', '/ip'],
  ['action=a*b', '/action'],
  ['actor=%00', '/actor'],
  ['resource_id=a%00', '/resource_id'],
  ['q=%00', '/q'],
  ['q=a&q=b', '/q'],
  ['sort=name', '/sort'],
  ['limit=0', '/limit'],
  ['limit=201', '/limit'],
  ['colour=red', '/colour'],
];
/** Odd, but with a meaning. */
const ODD = [
  'to=9999-12-31',
  'to=9999-12-31T23:59:59-12:00',
  'from=9999-12-31T23:59Z',
  'action=%F4%8F%BF%BF*',
  'action=*',
  'q=!!!',
  'q=%22%22',
  'resource_id=%ED%A0%80',
  'ip=::/0',
];

interface Body {
  readonly code?: string;
  readonly detail?: string;
  readonly errors?: { readonly pointer: string }[];
  readonly items: { readonly errors?: { readonly pointer: string }[] }[];
}

describe('what POST /v1/events refuses', () => {
  let test: TestApp;
  let poster: RawPoster;
  let owner: TestPerson;
  const post = async (
    body: string | Buffer,
    type?: string,
    path?: string,
  ): Promise<RawAnswer & { body: Body }> => {
    const answer = await poster.post(body, type, path);
    return { ...answer, body: JSON.parse(answer.text) as Body };
  };
  const expectProblem = ({ body, status, headers }: RawAnswer & { body: Body }, code: string): void => {
    expect(headers['content-type']).toContain('application/problem+json');
    expect(body).toMatchObject({
      type: `urn:daybook:problem:${code}`,
      status,
      code,
      request_id: headers['x-request-id'],
    });
    expect(body.detail).toEqual(expect.any(String));
  };

  beforeAll(async () => {
    test = await startTestApp();
    owner = await signUpOwner(test);
    poster = new RawPoster(test.url, await mintTestKey(test, owner));
  });
  afterAll(async () => {
    poster.close();
    await test.close();
  });

  it.each(FIELDS)('%s, by its pointer', async (_, body, pointer) => {
    const single = await post(JSON.stringify(body));
    expect(single.status).toBe(422);
    expectProblem(single, 'event.invalid');
    expect(single.body.errors?.map(({ pointer: found }) => found)).toEqual([pointer]);

    const batch = await post(JSON.stringify({ events: [valid, body] }));
    expect(batch.status).toBe(201);
    expect(batch.body).toMatchObject({ stored: 1, rejected: 1 });
    expect(batch.body.items[1]?.errors?.[0]?.pointer).toBe(`/events/1${pointer}`);
  });

  it.each(BODIES)('%s', async (_, body, type, status, code, pointer) => {
    const response = await post(body, type);
    expect(response.status).toBe(status);
    expectProblem(response, code);
    expect(response.body.errors?.[0]?.pointer ?? null).toBe(pointer);
  });

  it('one line of many, and stores the others', async () => {
    const lines = [valid, '{"action":', valid, '{"a":1,"a":2}', withMember({ colour: 'red' }), '"\\ud800"'];
    const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
    const { status, body } = await post(text, NDJSON);
    expect(status).toBe(201);
    expect(body).toMatchObject({ stored: 2, rejected: 4 });
    expect(body.items.map(({ errors }) => errors?.[0]?.pointer)).toEqual([
      undefined,
      '/1',
      undefined,
      '/3/a',
      '/4/colour',
      '/5',
    ]);
  });

  it('a whole batch when it is all or nothing', async () => {
    const body = JSON.stringify({ events: [valid, withMember({ outcome: 'ok' })] });
    const response = await post(body, 'application/json', '/v1/events?atomic=true');
    expect(response.status).toBe(422);
    expectProblem(response, 'event.invalid');
    expect(response.body.errors?.[0]?.pointer).toBe('/events/1/outcome');
  });

  it('an unknown parameter', async () => {
    const response = await post(JSON.stringify(valid), 'application/json', '/v1/events?atomic=perhaps');
    expect(response.status).toBe(422);
    expectProblem(response, 'request.invalid');
    expect(response.body.errors?.[0]?.pointer).toBe('/atomic');
  });

  it.each(PARAMETERS)('a search with %s', async (query, pointer) => {
    const { body, headers } = await owner.client.get(`/v1/events?${query}`).expect(422);
    expect(headers['content-type']).toContain('application/problem+json');
    expect(body.code).toBe('request.invalid');
    expect(new Set(body.errors.map((error: { pointer: string }) => error.pointer))).toEqual(
      new Set([pointer]),
    );
  });

  it.each(ODD)('but not a search with %s', async (query) => {
    await owner.client.get(`/v1/events?${query}`).expect(200);
  });
});
