import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { WRITE_POOL } from '../../platform/database/database.tokens';
import type { DatabasePool } from '../../platform/database/pools';
import { StorageWatch } from '../../platform/files/storage-watch';
import { OverdueDates } from '../retention/retention.overdue';
import { PartitionsAhead } from '../retention/retention.partitions';
import { ProofWarnings } from './proof-warnings';

const PATIENCE_MS = 1_500;
const SKEW_LIMIT_MS = 1_000;

export interface ReadinessReport {
  readonly status: 'ready' | 'not_ready';
  readonly checks: Record<string, string>;
  /** What does not stop anybody yet and wants a look. */
  readonly warnings: readonly string[];
}

interface Probe {
  readonly now: Date;
  readonly writable: boolean;
  readonly partitions: boolean;
  readonly datesWaiting: number;
  readonly proofs: readonly string[];
}

/** What must be true before this process is sent requests. */
@Injectable()
export class Readiness {
  constructor(
    @Inject(WRITE_POOL) private readonly pool: DatabasePool,
    private readonly partitions: PartitionsAhead,
    private readonly storage: StorageWatch,
    private readonly overdue: OverdueDates,
    private readonly proofs: ProofWarnings,
    private readonly clock: Clock,
  ) {}

  async check(): Promise<ReadinessReport> {
    const probe = await this.#probe();
    if (!probe)
      return {
        status: 'not_ready',
        checks: { database: 'does not answer', log: 'cannot be written' },
        warnings: [],
      };
    const checks = {
      database: 'ok',
      log: probe.writable ? 'ok' : 'the database is read-only',
      partitions: probe.partitions ? 'ok' : "tomorrow's are missing; each append makes what it needs",
    };
    const ready = probe.writable && probe.partitions;
    return { status: ready ? 'ready' : 'not_ready', checks, warnings: this.#warnings(probe) };
  }

  #warnings({ now, datesWaiting, proofs }: Probe): string[] {
    const storage = this.storage.warning();
    const skew = Math.abs(now.getTime() - this.clock.now().getTime());
    return [
      ...(storage === null ? [] : [storage]),
      ...(skew > SKEW_LIMIT_MS
        ? [`the clock of this host and the database's differ by ${Math.round(skew / 1000)} s`]
        : []),
      ...(datesWaiting > 0
        ? [
            `nothing is purged, for ${datesWaiting} dates have expired at once: if the clock is right, run daybook purge --confirm-dates ${datesWaiting}`,
          ]
        : []),
      ...proofs,
    ];
  }

  async #probe(): Promise<Probe | null> {
    const late = new Promise<null>((resolve) => {
      setTimeout(() => resolve(null), PATIENCE_MS).unref();
    });
    return Promise.race([this.#ask().catch(() => null), late]);
  }

  async #ask(): Promise<Probe> {
    const { rows } = await this.pool.use((client) =>
      client.query<{ now: Date; writable: boolean }>(
        'SELECT clock_timestamp() AS now, NOT pg_is_in_recovery() AS writable',
      ),
    );
    const [{ now, writable }] = rows as [{ now: Date; writable: boolean }];
    const [partitions, datesWaiting, proofs] = await Promise.all([
      this.partitions.ready(),
      this.overdue.waiting(),
      this.proofs.list().catch(() => ['It cannot be told how sealing is doing.']),
    ]);
    return { now, writable, partitions, datesWaiting, proofs };
  }
}
