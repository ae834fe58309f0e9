import { RememberedSeals } from '../../src/modules/integrity/integrity.remembered-seals';
import { to as copyTo } from 'pg-copy-streams';
import { inOrganization } from '../../src/platform/database/tenant';
import { Signing } from '../../src/platform/crypto/signing';
import type { SigningKeys } from '../../src/modules/integrity/integrity.signing-keys';
import { selectEvents } from '../../src/modules/verification/rows/columns';
import { LogWalk } from '../../src/modules/verification/verification.walks';
import type { Bench } from './bench-context';
import { atLeast, type Figure } from './figure';
import { untilSealed } from './sealing';
import { interleave, median, timed } from './statistics';

const ROUNDS = 4;

/** The largest log, verified wholly, against reading the columns that this takes, in the same order, and throwing them away. */
export async function verification(bench: Bench): Promise<Figure[]> {
  const { stage, access } = bench;
  await untilSealed(stage);
  const keys = { refresh: () => Promise.resolve() } as SigningKeys;
  const walk = new LogWalk(
    stage.app,
    new Signing(stage.secret),
    keys,
    stage.clock,
    new RememberedSeals({ dataDirectory: '' }),
  );
  let findings = 0;
  const rate = await interleave(ROUNDS, {
    copy: () => copyOut(bench),
    ours: async () => {
      let events = 0;
      const ms = await timed(async () => {
        const result = await walk.run(access.organizationId);
        events = result?.through_sequence ?? 0;
        findings += result?.findings.length ?? 0;
      });
      return (events * 1_000) / ms;
    },
  });
  return [
    atLeast(0.5, {
      name: 'verification of a whole log / COPY of its rows',
      unit: 'rows/s',
      limit: median(rate.copy),
      ours: median(rate.ours),
      note: `rounds: ours ${rate.ours.map(Math.round).join(' ')}, COPY ${rate.copy.map(Math.round).join(' ')}`,
      also: { target: 'nothing found', met: findings === 0 },
    }),
  ];
}

async function copyOut({ stage, access }: Bench): Promise<number> {
  return stage.app.use((client) =>
    inOrganization(client, access.organizationId, async () => {
      const stream = client.query(
        copyTo(`COPY (${selectEvents(access.organizationId, 'true')}) TO STDOUT WITH (FORMAT binary)`),
      );
      const ms = await timed(async () => {
        for await (const chunk of stream) void chunk;
      });
      return (stream.rowCount * 1_000) / ms;
    }),
  );
}
