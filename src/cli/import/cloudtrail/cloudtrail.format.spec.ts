import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { cloudtrailFormat, eventOf } from './cloudtrail.format';
import type { CloudTrailRecord } from './record';

const LINES = gunzipSync(readFileSync('test/fixtures/cloudtrail-2023-07-10.ndjson.gz'))
  .toString()
  .trim()
  .split('\n');
const RECORDS = LINES.map((line) => JSON.parse(line) as CloudTrailRecord);
const mapped = (id: string) => {
  const index = RECORDS.findIndex(({ eventID }) => eventID === id);
  return eventOf(RECORDS[index]!, LINES[index]!);
};
const made = (over: object) => {
  const record = {
    eventTime: '2026-01-02T03:04:05Z',
    eventSource: 's3.amazonaws.com',
    eventName: 'GetObject',
    ...over,
  };
  return eventOf(record, JSON.stringify(record));
};

describe('a CloudTrail record as an event', () => {
  it('keeps id and time, and names service and call', () => {
    expect(mapped('875240ac-e821-4fc6-a311-8c352a1d20f5')).toMatchObject({
      id: '875240ac-e821-4fc6-a311-8c352a1d20f5',
      occurred_at: '2023-07-10T11:42:18.000Z',
      source: 'account',
      action: 'account.GetRegionOptStatus',
      operation: 'read',
      outcome: 'success',
      outcome_reason: null,
      summary: 'benjamin called account GetRegionOptStatus',
      actor: { type: 'user', id: 'arn:aws:iam::123837392027:user/benjamin', name: 'benjamin', role: null },
      context: { ip: '10.248.16.43', request_id: '699479d4-2a01-4e9e-bf31-4ec5dc88677e' },
      details: { awsRegion: 'us-east-1', requestParameters: { RegionName: 'eu-north-1' } },
    });
  });

  it('puts each member of a record into one place, and loses none', () => {
    for (const record of RECORDS.slice(0, 200)) {
      const { context, details } = eventOf(record, '');
      const placed = {
        sourceIPAddress: context.ip,
        userAgent: context.user_agent,
        requestID: context.request_id,
      };
      for (const [key, value] of Object.entries(placed)) {
        const original = (record as unknown as Record<string, unknown>)[key];
        if (original !== undefined)
          expect([value, details[key]].filter((one) => one === original)).toHaveLength(1);
      }
      expect(details.userIdentity).toEqual(record.userIdentity);
    }
  });

  it('keeps an address that is none in the details', () => {
    const event = mapped('14ff525a-1809-4b51-ba87-ff07973db7ba');
    expect(event.context.ip).toBeUndefined();
    expect(event.details.sourceIPAddress).toBe('AWS Internal');
  });

  it.each(['1', '0x7f.1', '010.0.0.1', 'fe80::1%eth0'])(
    'does not take %s for an address',
    (sourceIPAddress) => {
      expect(made({ sourceIPAddress }).details).toMatchObject({ sourceIPAddress });
    },
  );

  it('makes the first resource what was acted on, and the rest related', () => {
    const index = RECORDS.findIndex(({ resources }) => (resources?.length ?? 0) === 10);
    const event = eventOf(RECORDS[index]!, LINES[index]!);
    expect([event.resource!.id, ...event.related.map(({ id }) => id)]).toEqual(
      RECORDS[index]!.resources!.map(({ ARN }) => ARN),
    );
    expect(event.resource).toMatchObject({ type: 'ssm:parameter' });
    expect(event.details.resources).toBeUndefined();
  });

  it('derives one and the same id for a record that has none', () => {
    expect(made({}).id).toBe(made({}).id);
    expect(made({}).id).not.toBe(made({ eventName: 'PutObject' }).id);
    expect(made({ eventID: 'E-7' })).toMatchObject({
      id: expect.stringMatching(/^[\da-f-]{36}$/),
      details: { eventID: 'E-7' },
    });
  });

  it('sends an id in lower case', () => {
    expect(made({ eventID: '875240AC-E821-4FC6-A311-8C352A1D20F5' }).id).toBe(
      '875240ac-e821-4fc6-a311-8c352a1d20f5',
    );
  });

  it('names sources and actions by letters that the server takes', () => {
    expect(made({ eventSource: 'resource-explorer-2.amazonaws.com' }).source).toBe('resource-explorer-2');
    expect(made({ eventSource: 'partner app.example', eventName: 'Do it!' })).toMatchObject({
      source: 'partner_app_example',
      action: 'partner_app_example.Do_it_',
    });
  });

  it('cuts a user agent that is too long, and keeps it whole in the details', () => {
    const event = made({ userAgent: 'x'.repeat(2_000) });
    expect((event.context.user_agent as string).length).toBe(1_024);
    expect(event.details.userAgent).toHaveLength(2_000);
  });

  it.each([
    ['{', 'is no valid JSON'],
    ['[]', 'is no JSON object'],
    ['{"eventTime":"2026-01-02T03:04:05Z"}', 'is no CloudTrail record: it has no eventSource, no eventName'],
    [
      '{"eventTime":"soon","eventSource":"s3.amazonaws.com","eventName":"X"}',
      'has an eventTime that is no time: soon',
    ],
  ])('says why %s cannot be used', (text, reason) => {
    expect(() => cloudtrailFormat(text, 1)).toThrow(reason);
  });

  it('refuses an event that is larger than the server takes', () => {
    const requestParameters = Array.from({ length: 10 }, () => 'y'.repeat(9_000));
    const record = {
      eventTime: '2026-01-02T03:04:05Z',
      eventSource: 's3.amazonaws.com',
      eventName: 'X',
      requestParameters,
    };
    expect(() => cloudtrailFormat(JSON.stringify(record), 1)).toThrow('an event may have 65536');
  });

  it('takes records whose members are of other types than usual', () => {
    const odd = {
      userIdentity: 'x',
      resources: [null, 'x', 7],
      userAgent: 7,
      eventID: {},
      requestID: [],
      readOnly: 'maybe',
    };
    expect(made(odd)).toMatchObject({ actor: { type: 'anonymous' }, resource: null, details: odd });
  });
});
