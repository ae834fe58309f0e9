import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { FORMATS, importFiles } from '../../src/cli/import/import-files';
import { PATIENCE } from '../../src/cli/import/retry';
import type { Tally } from '../../src/cli/import/tally';
import type { EventPage } from '../../src/modules/audit/audit.contract';
import { mintTestKey } from '../support/test-api-key';
import { startTestApp, type TestApp } from '../support/test-app';
import { signUpOwner, type TestPerson } from '../support/test-people';

const FIXTURE = 'test/fixtures/cloudtrail-2023-07-10.ndjson.gz';
const DAY = 'from=2023-07-10&to=2023-07-10';
const LINES = gunzipSync(readFileSync(FIXTURE)).toString().trim().split('\n');

/** The records as they are, counted here without any code of the importer. */
interface Raw {
  eventID: string;
  eventTime: string;
  eventName: string;
  eventSource: string;
  readOnly: boolean;
  eventType: string;
  errorCode?: string;
  sourceIPAddress: string;
  resources?: { ARN: string; type?: string }[];
  userIdentity: { type?: string; arn?: string; userName?: string; invokedBy?: string };
}
const RAW = LINES.map((line) => JSON.parse(line) as Raw);
const denied = ({ errorCode = '' }: Raw): boolean =>
  errorCode.includes('AccessDenied') || errorCode.includes('Unauthorized');
const by =
  (name: string) =>
  ({ userIdentity: { arn = '', userName = '' } }: Raw): boolean =>
    arn.includes(name) || userName.includes(name);
const service =
  (name: string) =>
  ({ eventSource }: Raw): boolean =>
    eventSource === `${name}.amazonaws.com`;
const system = ({ userIdentity: { type } }: Raw): boolean => type === undefined || type === 'AWSService';

const BUCKET = 'arn:aws:s3:::baker221b-bucketsevidenceeeedc25d-1q9cl0tuy4gbm';
const FILTERS: [query: string, matches: (record: Raw) => boolean][] = [
  ['', () => true],
  ['outcome=success', (r) => r.errorCode === undefined],
  ['outcome=failure&outcome=denied', (r) => r.errorCode !== undefined],
  ['outcome=denied', denied],
  ['outcome=failure', (r) => r.errorCode !== undefined && !denied(r)],
  ['source=iam', service('iam')],
  ['source=s3&source=kms', (r) => service('s3')(r) || service('kms')(r)],
  ['source=resource-explorer-2', service('resource-explorer-2')],
  ['action=s3.GetBucketLogging', (r) => service('s3')(r) && r.eventName === 'GetBucketLogging'],
  ['action=secretsmanager.*', service('secretsmanager')],
  ['action=ec2.Describe*', (r) => service('ec2')(r) && r.eventName.startsWith('Describe')],
  ['operation=read', (r) => r.readOnly],
  ['category=authentication', (r) => r.eventType === 'AwsConsoleSignIn'],
  ['actor=benjamin', by('benjamin')],
  ['actor=bert-jan', by('bert-jan')],
  ['actor=stratus-red-team', by('stratus-red-team')],
  [
    'actor=arn:aws:iam::123837392027:user/bert-jan',
    (r) => r.userIdentity.arn?.endsWith(':user/bert-jan') ?? false,
  ],
  ['actor=ec2.amazonaws.com', (r) => system(r) && r.userIdentity.invokedBy === 'ec2.amazonaws.com'],
  ['ip=192.168.10.20', (r) => r.sourceIPAddress === '192.168.10.20'],
  ['ip=10.0.0.0/8', (r) => r.sourceIPAddress.startsWith('10.')],
  ['ip=0.0.0.0/0', (r) => /^\d+\.\d+\.\d+\.\d+$/.test(r.sourceIPAddress)],
  [`resource_id=${BUCKET}`, (r) => r.resources?.[0]?.ARN === BUCKET],
  ['resource_type=AWS::KMS::Key', (r) => r.resources?.[0]?.type === 'AWS::KMS::Key'],
  ['actor=bert-jan&outcome=denied', (r) => by('bert-jan')(r) && denied(r)],
  [
    'source=ec2&outcome=failure&ip=192.168.10.20',
    (r) =>
      service('ec2')(r) && r.errorCode !== undefined && !denied(r) && r.sourceIPAddress === '192.168.10.20',
  ],
  ['q=GetBucketLogging', (r) => r.eventName === 'GetBucketLogging'],
];

describe('daybook import', () => {
  let test: TestApp;
  let owner: TestPerson;
  let key: string;
  let directory: string;

  const send = async (...files: string[]): Promise<Tally> => {
    const format = FORMATS.cloudtrail!;
    const options = { url: test.url, key, batch: 500, patience: PATIENCE, format, files };
    return (await importFiles(options, { write: () => undefined })).tally;
  };
  const file = (name: string, content: string | Buffer): string => {
    writeFileSync(join(directory, name), content);
    return join(directory, name);
  };
  const all = async (query: string): Promise<EventPage['data']> => {
    const found = [];
    for (let cursor = ''; ;) {
      const path = `/v1/events?${DAY}&limit=200&${query}${cursor}`;
      const { body } = (await owner.client.get(path).expect(200)) as { body: EventPage };
      found.push(...body.data);
      if (body.next_cursor === null) return found;
      cursor = `&cursor=${encodeURIComponent(body.next_cursor)}`;
    }
  };

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'daybook-import-'));
    test = await startTestApp();
    owner = await signUpOwner(test);
    key = await mintTestKey(test, owner);
  });
  afterAll(async () => {
    await test.close();
    rmSync(directory, { recursive: true });
  });

  it('stores the records of a file, and counts those that did not succeed', async () => {
    const tally = await send(FIXTURE);
    expect(tally).toMatchObject({
      counts: { read: 2_900, stored: 2_900, duplicate: 0, conflict: 0, rejected: 0 },
      outcomes: { success: 2_600, failure: 240, denied: 60 },
      complete: true,
    });
    expect(tally.text(2)).toContain('stored 2,900, duplicates 0, conflicts 0, rejected 0');
  });

  it('stores nothing when the same file comes again', async () => {
    const { counts } = await send(FIXTURE);
    expect(counts).toEqual({ read: 2_900, stored: 0, duplicate: 2_900, conflict: 0, rejected: 0 });
  });

  it('takes plain NDJSON and files of CloudTrail for the same', async () => {
    const records = `{"Records":[${LINES.join(',')}]}`;
    const { counts, complete } = await send(
      file('plain.ndjson', LINES.join('\n')),
      file('records.json', records),
      file('records.json.gz', gzipSync(records)),
    );
    expect(counts).toEqual({ read: 8_700, stored: 0, duplicate: 8_700, conflict: 0, rejected: 0 });
    expect(complete).toBe(true);
  });

  it('numbers the log without a gap, in the order of the file', async () => {
    const { rows } = await test.superuser.query<{ id: string; sequence: number }>(
      'SELECT id, sequence::int FROM events WHERE organization_id = $1 ORDER BY sequence',
      [owner.organizationId],
    );
    expect(rows.map(({ sequence }) => sequence)).toEqual(rows.map((_, index) => index + 1));
    const ids = new Set(RAW.map(({ eventID }) => eventID));
    expect(rows.filter(({ id }) => ids.has(id)).map(({ id }) => id)).toEqual(
      RAW.map(({ eventID }) => eventID),
    );
  });

  it.each(FILTERS)('finds for "%s" what the file has, page by page', async (query, matches) => {
    const expected = RAW.filter(matches).map(({ eventID }) => eventID);
    const found = await all(query);
    expect(expected.length).toBeGreaterThan(0);
    expect(found).toHaveLength(expected.length);
    expect(found.map(({ id }) => id).sort()).toEqual(expected.sort());
  });

  it('stores no session token', async () => {
    const given = LINES.filter((line) => line.includes('EXAMPLE-SESSION-TOKEN'));
    expect(given.length).toBeGreaterThan(0);
    const { rows } = await test.superuser.query(
      'SELECT count(*)::int AS n FROM events WHERE content LIKE $1',
      ['%EXAMPLE-SESSION-TOKEN%'],
    );
    expect(rows).toEqual([{ n: 0 }]);
  });

  it('goes on behind what it cannot use, and says which lines those were', async () => {
    const record = { ...JSON.parse(LINES[0]!), eventID: 'b1946ac9-2492-4d34-8c6b-0d3a1f1e0a01' };
    const lines = [
      '{',
      '{"a":1}',
      JSON.stringify({ ...record, eventTime: '2999-01-01T00:00:00Z' }),
      JSON.stringify(record),
    ];
    const tally = await send(file('mixed.ndjson', lines.join('\n')), join(directory, 'missing.gz'));
    expect(tally.counts).toMatchObject({ read: 4, stored: 1, rejected: 3 });
    expect(tally.complete).toBe(false);
    const text = tally.text(1);
    expect(text).toContain('mixed.ndjson, line 1 is no valid JSON');
    expect(text).toContain('mixed.ndjson, line 2 is no CloudTrail record');
    expect(text).toContain('mixed.ndjson, line 3 rejected: /occurred_at lies more than 24 hours ahead');
    expect(text).toContain('missing.gz ENOENT');
  });

  it('sends what a broken file still holds', async () => {
    const whole = readFileSync(FIXTURE);
    const tally = await send(file('half.gz', whole.subarray(0, whole.length / 2)));
    expect(tally.counts.duplicate).toBeGreaterThan(500);
    expect(tally.unreadable).toBe(1);
  });

  it('stops when its key is refused', async () => {
    const format = FORMATS.cloudtrail!;
    const options = {
      url: test.url,
      key: 'dbk_wrong',
      batch: 500,
      patience: PATIENCE,
      format,
      files: [FIXTURE],
    };
    await expect(importFiles(options, { write: () => undefined })).rejects.toThrow('answered 401');
  });
});
