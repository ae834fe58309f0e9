import { Inject, Injectable } from '@nestjs/common';
import { JOB_POOL } from '../../platform/database/database.tokens';
import type { DatabasePool } from '../../platform/database/pools';
import { PLATFORM_LOG_ID } from '../../platform/database/tenant';
import { conflict, unavailable } from '../../platform/errors/daybook-error';
import { inTurn } from '../../platform/schedule/alone';
import { UnitOfWork } from '../audit/audit.unit-of-work';
import { sealingActions } from './integrity.sealing.actions';
import { LogPreparation, type Refused } from './sealing/log-preparation';
import { LogRefusals } from './sealing/log-refusals';
import { isSound } from './sealing/objections';
import { originInEpoch } from './sealing/origin';
import { SealConditions } from './sealing/seal-conditions';
import { SealMemory } from './sealing/seal-memory';
import { SEAL_DEFAULTS, SEALING_LOCK } from './sealing/seal-options';
import { EMPTY_ROOT } from './tree/hash';

/** How a log goes on after it was refused. */
export interface OpenedEpoch {
  readonly epoch: number;
  readonly origin: string;
  /** Events that its tree begins with; 0 when it is built anew. */
  readonly size: number;
}

/** A log that is not what was signed of it goes on under another name, by an operator's word (F23): never by itself. */
@Injectable()
export class LogEpochs {
  constructor(
    @Inject(JOB_POOL) private readonly pool: DatabasePool,
    private readonly conditions: SealConditions,
    private readonly preparation: LogPreparation,
    private readonly refusals: LogRefusals,
    private readonly memory: SealMemory,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * Remembered first, so that no database can open one; then written, with an event in the log and one in the platform's own.
   * @throws DaybookError `log.not_refused`, `log.event_missing`, `sealing.stopped`
   */
  async open(organizationId: string, reason: string): Promise<OpenedEpoch> {
    const opened = await inTurn(this.pool, SEALING_LOCK, () =>
      this.conditions.whenMet(async () => {
        const refused = await this.preparation.prepare(organizationId, SEAL_DEFAULTS.batch, false);
        if (!refused || !('refusal' in refused))
          throw conflict(
            'log.not_refused',
            'Nothing speaks against sealing this log: it needs no new epoch.',
          );
        await this.refusals.refuse(refused);
        return this.#open(refused, reason);
      }),
    );
    if (!opened) throw unavailable('sealing.stopped', 'Nothing is sealed at present: see /readyz.');
    return opened;
  }

  async #open({ organizationId, origin, refusal }: Refused, reason: string): Promise<OpenedEpoch> {
    const { log, known } = await this.preparation.examine(organizationId, SEAL_DEFAULTS.batch);
    if (log.missing !== null)
      throw conflict(
        'log.event_missing',
        `Event ${log.missing} of this log is nowhere: no epoch mends that. Bring it back from a backup.`,
      );
    const anew = !isSound(log);
    const epoch = Math.max(log.epoch, known?.epoch ?? 1) + 1;
    const start = anew ? { size: 0, root: EMPTY_ROOT } : { size: log.size, root: log.root };
    const opened = { epoch, origin: originInEpoch(origin, epoch), size: start.size };
    await this.memory.remember([{ organizationId, epoch, ...start }]);
    const spec = sealingActions['log.epoch_opened'];
    await this.unitOfWork.systemChangeAcross([organizationId, PLATFORM_LOG_ID], spec, async (manager) => {
      const values = [epoch, opened.origin, anew, EMPTY_ROOT];
      await manager.query('SELECT open_epoch($1, $2, $3, $4)', values);
      const signed = known && { epoch: known.epoch, size: known.size, root: known.root.toString('base64') };
      const details = { epoch, reason, refusal, signed_before: signed ?? null, begins_with: start.size };
      const resource = { type: 'log', id: organizationId, name: opened.origin };
      return { result: undefined, event: { resource, details } };
    });
    return opened;
  }
}
