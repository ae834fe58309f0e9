import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock, DAY_MS } from '../../platform/clock/clock';
import { Signing, type KeyGeneration } from '../../platform/crypto/signing';
import { PLATFORM_LOG_ID } from '../../platform/database/tenant';
import { conflict, unavailable } from '../../platform/errors/daybook-error';
import { Log } from '../../platform/log/log';
import { UnitOfWork } from '../audit/audit.unit-of-work';
import { sealingActions } from './integrity.sealing.actions';

/** Who holds the key of the generation before sees both signatures for so long. */
const OVERLAP_MS = 30 * DAY_MS;
const ADD = 'SELECT add_signing_key($1, $2, $3, $4) AS added';

interface KeyRow {
  readonly generation: number;
  readonly public_key: Buffer;
  readonly created_at: Date;
  readonly retired_at: Date | null;
}

/**
 * The generations of the installation's key: the database says which there are and since when, the secret what they are. A row that does
 * not follow from the secret is nobody's key: it signs nothing, is shown to nobody, and nothing is sealed until that is mended (F21).
 */
@Injectable()
export class SigningKeys implements OnApplicationBootstrap {
  #problem: string | null = null;

  constructor(
    private readonly dataSource: DataSource,
    private readonly signing: Signing,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** A database that is away keeps nobody from starting. */
  async onApplicationBootstrap(): Promise<void> {
    if (!this.dataSource.isInitialized) return;
    await this.refresh().catch((error: unknown) =>
      this.log.warn({ error }, 'the signing keys could not be looked up yet'),
    );
  }

  /** Why nothing can be sealed, and what to do; null when all is well. As of the last `refresh()`. */
  get problem(): string | null {
    return this.#problem;
  }

  /** Looks up what there is, and makes the first generation of a new installation. */
  async refresh(): Promise<void> {
    let rows = await this.#rows();
    if (rows.length === 0) {
      await this.dataSource.query(ADD, [1, this.signing.at(1).publicKey, this.clock.now(), null]);
      rows = await this.#rows();
    }
    const foreign = rows.filter((row) => !this.signing.at(row.generation).publicKey.equals(row.public_key));
    const own = rows.filter((row) => !foreign.includes(row)).map(generationOf);
    if (own.length > 0) this.signing.use(own);
    const blocking = foreign.filter((row) => row.retired_at === null || row.retired_at > this.clock.now());
    this.#problem = blocking.length > 0 ? problemOf(blocking) : null;
  }

  /**
   * The next generation takes over; those before it go on signing beside it for 30 days.
   * @throws DaybookError `signing_key.unreadable`, `signing_key.rotated_meanwhile`
   */
  async rotate(): Promise<KeyGeneration> {
    await this.refresh();
    if (this.#problem !== null) throw unavailable('signing_key.unreadable', this.#problem);
    const now = this.clock.now();
    const generation = (this.signing.generations.at(-1)?.generation ?? 0) + 1;
    const { publicKey, keyId } = this.signing.at(generation);
    const spec = sealingActions['signing_key.rotated'];
    await this.unitOfWork.systemChange(PLATFORM_LOG_ID, spec, async (manager) => {
      const until = new Date(now.getTime() + OVERLAP_MS);
      const [row]: { added: boolean }[] = await manager.query(ADD, [generation, publicKey, now, until]);
      if (!row?.added)
        throw conflict('signing_key.rotated_meanwhile', 'Somebody else has just rotated the signing key.');
      return {
        result: undefined,
        event: {
          resource: { type: 'signing_key', id: keyId, name: `generation ${generation}` },
          details: {
            generation,
            public_key: publicKey.toString('base64'),
            others_retire_at: until.toISOString(),
          },
        },
      };
    });
    await this.refresh();
    return { generation, from: now, retired: null };
  }

  #rows(): Promise<KeyRow[]> {
    return this.dataSource.query(
      'SELECT generation, public_key, created_at, retired_at FROM signing_keys ORDER BY generation',
    );
  }
}

const generationOf = ({ generation, created_at, retired_at }: KeyRow): KeyGeneration => ({
  generation,
  from: created_at,
  retired: retired_at,
});

const problemOf = (rows: readonly KeyRow[]): string =>
  `Nothing is sealed: generation ${rows.map(({ generation }) => generation).join(', ')} of the signing key does not follow from the secret of this installation. Start Daybook with the secret it was installed with (DAYBOOK_SECRET, or the file secret under DATA_DIR), or ask who wrote to the table signing_keys.`;
