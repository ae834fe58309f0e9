import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { FORMATS, importFiles } from '../../src/cli/import/import-files';
import { PATIENCE } from '../../src/cli/import/retry';
import type { EventFacets, EventHistogram } from '../../src/modules/audit/audit.counts.contract';
import type {
  AuditEvent,
  EventPage,
  EventSurroundings,
  RecordHistory,
} from '../../src/modules/audit/audit.contract';
import { mintTestKey } from '../support/test-api-key';
import { startTestApp, type TestApp } from '../support/test-app';
import { signUpOwner, type TestPerson } from '../support/test-people';

const FIXTURE = 'test/fixtures/cloudtrail-2023-07-10.ndjson.gz';

/** A record as it stands in the file, read here without any code of the importer. */
interface Raw {
  eventID: string;
  eventTime: string;
  eventName: string;
  eventSource: string;
  eventType: string;
  readOnly: boolean;
  requestID?: string;
  errorCode?: string;
  sourceIPAddress: string;
  resources?: { ARN: string; type?: string }[];
  userIdentity: { type?: string; arn?: string; userName?: string; invokedBy?: string };
}

const RAW = gunzipSync(readFileSync(FIXTURE))
  .toString()
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Raw);

const BUCKET = 'arn:aws:s3:::stratus-red-team-ctlr-bucket-zqfsvooxqj';
const denied = ({ errorCode = '' }: Raw): boolean => /AccessDenied|Unauthorized/.test(errorCode);
const failed = (raw: Raw): boolean => raw.errorCode !== undefined && !denied(raw);
const of = (service: string) => (raw: Raw) => raw.eventSource === `${service}.amazonaws.com`;
const who = ({ userIdentity: { type, arn, invokedBy } }: Raw): string =>
  (type === undefined || type === 'AWSService' ? invokedBy : arn) ?? '';
const by = (name: string) => (raw: Raw) => raw.userIdentity.userName === name;
const address = ({ sourceIPAddress: ip }: Raw): string => (/^[\d.]+$/.test(ip) ? ip : '');
const service = ({ eventSource }: Raw): string => eventSource.split('.')[0] ?? '';
const ids = (raw: readonly Raw[]): string[] => raw.map(({ eventID }) => eventID).sort();

function tally(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) if (value !== '') counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
const most = (counts: Record<string, number>): [string, number] | undefined =>
  Object.entries(counts).toSorted(([, a], [, b]) => b - a)[0];

const actorOf = ({ actor }: AuditEvent): string => String(actor?.id);
const ipOf = ({ context }: AuditEvent): string => (context.ip ?? '') as string;

/** The log, as an investigator asks it. */
interface Log {
  /** All events of a query, over as many pages as it takes. */
  all(query: string, more?: string): Promise<AuditEvent[]>;
  first(query: string): Promise<AuditEvent>;
  last(query: string): Promise<AuditEvent>;
  /** What a route of the log answers, about that day. */
  get<T>(route: string, query?: string): Promise<T>;
}

type Question = [question: string, ask: (log: Log) => Promise<unknown>, truth: () => unknown];
const idsOf = (events: readonly AuditEvent[]): string[] => events.map(({ id }) => id).sort();

const QUESTIONS: readonly Question[] = [
  ['How much happened that day?', async (log) => (await log.all('')).length, () => RAW.length],
  [
    'Who asked for the passwords of machines, and from where?',
    async (log) =>
      tally((await log.all('action:ec2.GetPasswordData')).map((e) => `${actorOf(e)} from ${ipOf(e)}`)),
    () =>
      tally(
        RAW.filter(({ eventName }) => eventName === 'GetPasswordData').map(
          (r) => `${who(r)} from ${address(r)}`,
        ),
      ),
  ],
  [
    'When was Benjamin seen first?',
    async (log) => (await log.first('actor:benjamin')).occurred_at,
    () =>
      new Date(
        RAW.filter(by('benjamin'))
          .map((r) => r.eventTime)
          .sort()[0] ?? '',
      ).toISOString(),
  ],
  [
    'And when last?',
    async (log) => (await log.last('actor:benjamin')).occurred_at,
    () =>
      new Date(
        RAW.filter(by('benjamin'))
          .map((r) => r.eventTime)
          .sort()
          .at(-1) ?? '',
      ).toISOString(),
  ],
  [
    'Who was refused most often, and how often?',
    async (log) => most(tally((await log.all('result:denied')).map(actorOf))),
    () => most(tally(RAW.filter(denied).map(who))),
  ],
  [
    'How often was each service asked, and with what outcome?',
    async (log) => {
      const { facets } = await log.get<EventFacets>(
        'events/facets',
        'from=2023-07-10&to=2023-07-10&limit=100&field=source&field=outcome',
      );
      return facets.map(({ values }) => Object.fromEntries(values.map(({ value, count }) => [value, count])));
    },
    () => [
      tally(RAW.map(service)),
      tally(RAW.map((r) => (denied(r) ? 'denied' : failed(r) ? 'failure' : 'success'))),
    ],
  ],
  [
    'How did the hour go, by five minutes?',
    async (log) => {
      const histogram = await log.get<EventHistogram>(
        'events/histogram',
        'from=2023-07-10T11:40:00Z&to=2023-07-10T12:40:00Z&step=5m',
      );
      return histogram.buckets
        .filter(({ count }) => count > 0)
        .map(({ start, count }) => [Date.parse(start), count]);
    },
    () => {
      const bucket = (r: Raw): number => Math.floor(Date.parse(r.eventTime) / 300_000) * 300_000;
      return Object.entries(tally(RAW.map((r) => String(bucket(r))))).map(([at, count]) => [
        Number(at),
        count,
      ]);
    },
  ],
  [
    'What failed that was not refused, in EC2?',
    async (log) => idsOf(await log.all('source:ec2 outcome:failure')),
    () => ids(RAW.filter((r) => of('ec2')(r) && failed(r))),
  ],
  [
    'From which addresses did bert-jan act?',
    async (log) => tally((await log.all('actor.id:bert-jan has:ip')).map(ipOf)),
    () => tally(RAW.filter(by('bert-jan')).map(address)),
  ],
  [
    'Who else came from the network of bert-jan?',
    async (log) => tally((await log.all('ip:192.168.0.0/16 -actor.id:bert-jan')).map(actorOf)),
    () => tally(RAW.filter((r) => address(r).startsWith('192.168.') && !by('bert-jan')(r)).map(who)),
  ],
  [
    'Which secrets were read, by whom?',
    async (log) => tally((await log.all('action:secretsmanager.GetSecretValue')).map(actorOf)),
    () => tally(RAW.filter((r) => r.eventName === 'GetSecretValue').map(who)),
  ],
  [
    'What changed in the users, roles and keys?',
    async (log) => idsOf(await log.all('source:iam -operation:read')),
    () => ids(RAW.filter((r) => of('iam')(r) && !r.readOnly)),
  ],
  [
    'Which users, roles and keys were deleted, how many?',
    async (log) => tally((await log.all('action:iam.Delete* -outcome:failure')).map(({ action }) => action)),
    () =>
      tally(
        RAW.filter((r) => of('iam')(r) && r.eventName.startsWith('Delete') && !failed(r)).map(
          (r) => `iam.${r.eventName}`,
        ),
      ),
  ],
  [
    'Who signed in to the console?',
    async (log) => (await log.all('category:authentication')).map(({ id }) => id),
    () =>
      RAW.filter((r) => r.eventType === 'AwsConsoleSignIn')
        .map((r) => r.eventID)
        .toReversed(),
  ],
  [
    'What did the services of AWS do by themselves?',
    async (log) => tally((await log.all('actor.type:system')).map(actorOf)),
    () =>
      tally(RAW.filter(({ userIdentity: { type } }) => type === undefined || type === 'AWSService').map(who)),
  ],
  [
    'What happened between 11:50 and 11:55?',
    async (log) => idsOf(await log.all('after:2023-07-10T11:50:00Z before:2023-07-10T11:55:00Z')),
    () => ids(RAW.filter((r) => r.eventTime >= '2023-07-10T11:50' && r.eventTime < '2023-07-10T11:55')),
  ],
  [
    'What is the history of one bucket?',
    async (log) => {
      const path = `records/${encodeURIComponent('AWS::S3::Bucket')}/${encodeURIComponent(BUCKET)}/history`;
      return idsOf(
        (await log.get<RecordHistory>(path, 'from=2023-07-10&limit=200')).data.map(
          (e) => e as unknown as AuditEvent,
        ),
      );
    },
    () => ids(RAW.filter(({ resources = [] }) => resources[0]?.ARN === BUCKET)),
  ],
  [
    'What happened in the minutes around the first refusal?',
    async (log) => {
      const { id } = await log.first('outcome:denied');
      const around = await log.get<EventSurroundings>(`events/${id}/around`, 'minutes=1&limit=200');
      return idsOf([...around.before, around.event, ...around.after]);
    },
    () => {
      const at = Date.parse(RAW.find(denied)?.eventTime ?? '');
      return ids(RAW.filter((r) => Math.abs(Date.parse(r.eventTime) - at) <= 60_000));
    },
  ],
  [
    'Which keys were used to decrypt, how often?',
    async (log) =>
      tally((await log.all('"kms.Decrypt" OR action:kms.Decrypt')).map((e) => e.resource?.id ?? '')),
    () => tally(RAW.filter((r) => r.eventName === 'Decrypt').map((r) => r.resources?.[0]?.ARN ?? '')),
  ],
  [
    'What belongs to the request that one event is of?',
    async (log) => idsOf(await log.all(`request:${SHARED}`)),
    () => ids(RAW.filter(({ requestID }) => requestID === SHARED)),
  ],
  [
    'In which region outside Virginia was anything asked?',
    async (log) => idsOf(await log.all('-details.awsRegion:us-east-1')),
    () => ids(RAW.filter((r) => (r as unknown as { awsRegion: string }).awsRegion !== 'us-east-1')),
  ],
  [
    'Which roles of the attack acted, and what were they refused?',
    async (log) =>
      tally(
        (await log.all('actor.role:stratus-red-team* outcome:(failure OR denied)')).map(
          ({ action }) => action,
        ),
      ),
    () =>
      tally(
        RAW.filter((r) => /assumed-role\/stratus-red-team/.test(who(r)) && r.errorCode !== undefined).map(
          (r) => `${service(r)}.${r.eventName}`,
        ),
      ),
  ],
];

const SHARED =
  Object.entries(tally(RAW.map(({ requestID = '' }) => requestID))).find(([, n]) => n > 1)?.[0] ?? '';

describe('questions to an imported log', () => {
  let test: TestApp;
  let owner: TestPerson;

  beforeAll(async () => {
    test = await startTestApp();
    owner = await signUpOwner(test);
    const key = await mintTestKey(test, owner);
    const options = { url: test.url, key, batch: 500, patience: PATIENCE, files: [FIXTURE] };
    const { tally: sent } = await importFiles(
      { ...options, format: FORMATS.cloudtrail! },
      { write: () => undefined },
    );
    expect(sent.counts.stored).toBe(RAW.length);
  }, 120_000);
  afterAll(() => test.close());

  const page = async (query: string, more = ''): Promise<EventPage> => {
    const path = `/v1/events?from=2023-07-10&to=2023-07-10&q=${encodeURIComponent(query)}${more}`;
    return (await owner.client.get(path).expect(200)).body as EventPage;
  };
  const only = async (query: string, more: string): Promise<AuditEvent> => {
    const { data } = await page(query, `&limit=1${more}`);
    return data[0] as AuditEvent;
  };
  const log: Log = {
    all: async (query) => {
      const found: AuditEvent[] = [];
      for (let cursor = ''; ;) {
        const { data, next_cursor } = await page(query, `&limit=200${cursor}`);
        found.push(...data);
        if (next_cursor === null) return found;
        cursor = `&cursor=${encodeURIComponent(next_cursor)}`;
      }
    },
    first: (query) => only(query, '&sort=occurred_at'),
    last: (query) => only(query, ''),
    get: async (route, query = '') => {
      const range = 'from=2023-07-10T00:00:00Z&to=2023-07-11T00:00:00Z';
      return (await owner.client.get(`/v1/${route}?${query || range}`).expect(200)).body;
    },
  };

  it.each(QUESTIONS)('%s', async (_, ask, truth) => {
    const expected = truth();
    expect(Object.keys(Object(expected)).length || expected).toBeTruthy();
    expect(await ask(log)).toEqual(expected);
  });
});
