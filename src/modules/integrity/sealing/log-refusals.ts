import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock';
import { Log } from '../../../platform/log/log';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import { originOf } from './origin';
import { SealMemory } from './seal-memory';
import { TreeStore, type TreeState } from './tree-store';

const PAGE = 2_000;

/** Logs that are not sealed because they are not what was signed of them: each is remembered with its reason, and named. */
@Injectable()
export class LogRefusals {
  constructor(
    private readonly store: TreeStore,
    private readonly memory: SealMemory,
    private readonly clock: Clock,
    private readonly log: Log,
    @Inject(CONFIG) private readonly settings: Pick<Settings, 'http'>,
  ) {}

  async refuse(log: { organizationId: string; origin?: string; refusal: string }): Promise<void> {
    const { organizationId, refusal } = log;
    const origin = log.origin ?? originOf(this.settings.http.publicUrl, organizationId);
    this.log.error({ organization_id: organizationId }, `a log is not sealed: ${refusal}`);
    await this.store.refuse(organizationId, origin, refusal, this.clock.now());
  }

  /**
   * Holds every log against what is remembered of it, whether anything happens there or not: a database that was set back shows at once,
   * not with the next event. Cheap: it reads no event.
   */
  async lookOver(signal: AbortSignal): Promise<void> {
    for (let page = await this.store.states(null, PAGE); page.length > 0 && !signal.aborted;) {
      for (const state of page) {
        const refusal = state.refused ? null : this.#objectionTo(state);
        if (refusal !== null) await this.refuse({ organizationId: state.organizationId, refusal });
      }
      page = page.length < PAGE ? [] : await this.store.states(page.at(-1)?.organizationId ?? null, PAGE);
    }
  }

  #objectionTo({ organizationId, epoch, size, root, lastSequence }: TreeState): string | null {
    const known = this.memory.at(organizationId);
    if (!known) return null;
    if (known.epoch !== epoch)
      return `it was last signed in epoch ${known.epoch}, and the database says epoch ${epoch}`;
    if (known.size > lastSequence)
      return `it was signed up to event ${known.size}, and the database ends at ${lastSequence}: it was set back`;
    return known.size === size && !known.root.equals(root)
      ? `its first ${size} events are not those that were signed`
      : null;
  }
}
