import { setTimeout as delay } from 'node:timers/promises';
import { to as copyTo } from 'pg-copy-streams';
import { EXPORTED_COLUMNS } from '../../src/modules/exports/building/exported-columns';
import { EXPORT_FORMATS, type Format } from '../../src/modules/exports/exports.formats';
import type { Export } from '../../src/modules/exports/exports.contract';
import { call, freshen } from './api';
import type { Bench } from './bench-context';
import { atLeast, within, type Figure } from './figure';
import { HttpConnection } from './http-connection';
import { interleave, median, timed } from './statistics';

const ROUNDS = 2;
const POLL_MS = 50;
const MOST_MB = 400;
const FROM = '2000-01-01T00:00:00Z';

/** The formats whose speed has a target; of the others only the memory has. */
const FAST = ['csv', 'ndjson'] as const;
const OTHERS = EXPORT_FORMATS.filter((format) => !(FAST as readonly string[]).includes(format));
const LEAST = 0.5;

/** The large organization's whole log in every format: by COPY alone, and from the request to the finished ZIP. */
export async function exportAll(bench: Bench): Promise<Figure[]> {
  const connection = await HttpConnection.open(bench.server.port);
  try {
    const figures: Figure[] = [];
    const copies: number[] = [];
    for (const format of FAST) {
      bench.server.watch();
      const rate = await interleave(ROUNDS, {
        copy: () => copyOut(bench),
        ours: () => exportOnce(bench, connection, format),
      });
      copies.push(...rate.copy);
      figures.push(speedOf(format, LEAST, median(rate.copy), median(rate.ours)), memoryOf(format, bench));
    }
    for (const format of OTHERS) {
      bench.server.watch();
      const ours = await exportOnce(bench, connection, format);
      figures.push(speedOf(format, 0, median(copies), ours), memoryOf(format, bench));
    }
    return figures;
  } finally {
    connection.close();
  }
}

const speedOf = (format: Format, least: number, limit: number, ours: number): Figure =>
  atLeast(least, {
    name: `export of ${format}, request to file / COPY TO STDOUT as CSV`,
    unit: 'rows/s',
    limit,
    ours,
  });

const memoryOf = (format: Format, { server }: Bench): Figure =>
  within(MOST_MB, {
    name: `memory of server and worker during the export of ${format}`,
    unit: 'MB',
    limit: null,
    ours: server.highest(),
  });

/** The same columns of the same rows in the same order, read and thrown away. */
async function copyOut({ stage, access, homes }: Bench): Promise<number> {
  const dates = homes(FROM)
    .map((date) => `'${date}'`)
    .join(', ');
  const sql = `COPY (SELECT ${EXPORTED_COLUMNS} FROM events WHERE organization_id = '${access.organizationId}'
    AND expires_on IN (${dates}) ORDER BY sequence) TO STDOUT (FORMAT csv)`;
  return stage.admin.use(async (client) => {
    const stream = client.query(copyTo(sql));
    const ms = await timed(async () => {
      for await (const chunk of stream) void chunk;
    });
    return (stream.rowCount * 1_000) / ms;
  });
}

async function exportOnce(
  { stage, access }: Bench,
  connection: HttpConnection,
  format: Format,
): Promise<number> {
  await freshen(stage, access);
  const start = performance.now();
  const query = { from: FROM };
  const { id } = await call<Export>(connection, 'POST', '/v1/exports', access.session, {
    format,
    query,
  });
  for (;;) {
    const { state, progress, failure } = await call<Export>(
      connection,
      'GET',
      `/v1/exports/${id}`,
      access.session,
    );
    if (state === 'finished') return (progress.rows * 1_000) / (performance.now() - start);
    if (state !== 'pending' && state !== 'running') throw new Error(`the export is ${state}: ${failure}`);
    await delay(POLL_MS);
  }
}
