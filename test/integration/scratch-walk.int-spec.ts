import { randomUUID } from 'node:crypto';
import { to as copyTo } from 'pg-copy-streams';
import { newEvent } from '../../src/modules/audit/ingest/new-event';
import { inOrganization } from '../../src/platform/database/tenant';
import { readEvent } from '../../src/modules/verification/checks/event-reading';
import { EVENT_COLUMNS, selectEvents } from '../../src/modules/verification/rows/columns';
import { readRows } from '../../src/modules/verification/rows/row-reader';
import { CompactRange } from '../../src/modules/verification/tree/compact-range';
import { EventSource } from '../bench/events';
import { openLog, type LogFixture } from '../support/log-fixture';

describe('scratch', () => {
  let log: LogFixture;
  beforeAll(async () => { log = await openLog(); }, 60000);
  afterAll(() => log.close());
  it('is fast', async () => {
    const org = randomUUID();
    const source = new EventSource(7, { actors: 5000, records: 200000 });
    const rep = { api_key_id: randomUUID(), ip: '192.0.2.10', request_id: randomUUID() };
    for (let b = 0; b < 10; b++)
      await log.writer.write(org, Array.from({ length: 1000 }, (_, i) => newEvent(source.next(new Date(Date.now() - 1000000 + b * 1000 + i)), rep, new Date())));
    await log.admin.pool.query('VACUUM ANALYZE events');
    for (let round = 0; round < 4; round++) {
    const copy = await log.admin.use(async (client) => inOrganization(client, org, async () => {
      const t = performance.now();
      const stream = client.query(copyTo(`COPY (SELECT ${EVENT_COLUMNS.join(', ')} FROM events WHERE organization_id = '${org}' ORDER BY sequence) TO STDOUT WITH (FORMAT ${round % 2 ? 'binary' : 'text'})`));
      let n = 0;
      const parts: Buffer[] = []; for await (const chunk of stream) { parts.push(chunk as Buffer); n += (chunk as Buffer).length; } if (round % 2) require('node:fs').writeFileSync('/tmp/walk.bin', Buffer.concat(parts)), require('node:fs').writeFileSync('/tmp/walk.org', org);
      return [performance.now() - t, n];
    }, true));
    const range = new CompactRange();
    let wrong = 0, rows = 0, bad = 0;
    const cpu = process.cpuUsage();
    const ms = await log.admin.use(async (client) => inOrganization(client, org, async () => {
      const t = performance.now();
      await readRows(client, selectEvents(org, 'true'), (row) => {
        const e = readEvent(org, row);
        rows++;
        if (e.wrong.length) wrong++;
        if (!e.leaf.equals(e.stored)) bad++;
        range.append(e.leaf);
      });
      return performance.now() - t;
    }, true));
    const used = process.cpuUsage(cpu);
    console.log(round, 'copy', copy, 10000 / (copy[0] as number), 'k/s; verify', ms, rows / ms, 'k/s', { wrong, bad, rows }, 'cpu us/row', (used.user + used.system) / rows, range.root().toString('hex'));
    }
  }, 120000);
});
