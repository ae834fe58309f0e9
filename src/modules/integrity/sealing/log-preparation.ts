import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import { NoteSigner } from '../keys/note-signer';
import { edgeOf } from '../tree/growth';
import { growInPieces } from './growing';
import type { Remembered } from './memory-lines';
import { contradicted, contradiction, objectionTo } from './objections';
import { originOf } from './origin';
import { SealMemory } from './seal-memory';
import { SignedBefore } from './signed-before';
import { TreeStore, type Extension, type UnsealedLog } from './tree-store';

/** A log that may be sealed: what is to be remembered first, then written. */
export interface Prepared {
  readonly organizationId: string;
  readonly leaves: number;
  /** Null when that is known already, or nothing is signed. */
  readonly remember: Remembered | null;
  readonly extension: Extension;
  /** Events are left for another round. */
  readonly more: boolean;
}

/** Or one that may not. */
export interface Refused {
  readonly organizationId: string;
  readonly origin: string;
  readonly refusal: string;
}

/** Reads what is new in a log, holds it against what was signed before, and lets its tree grow, all before anything is written. */
@Injectable()
export class LogPreparation {
  constructor(
    private readonly store: TreeStore,
    private readonly memory: SealMemory,
    private readonly before: SignedBefore,
    private readonly signer: NoteSigner,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly settings: Pick<Settings, 'http'>,
  ) {}

  /** `fresh`: sign even if nothing is new. Null when there is nothing to do. */
  async prepare(organizationId: string, batch: number, fresh: boolean): Promise<Prepared | Refused | null> {
    const { log, known, objection } = await this.examine(organizationId, batch);
    const origin = log.origin ?? originOf(this.settings.http.publicUrl, organizationId);
    if (objection !== null) return { organizationId, origin, refusal: objection };
    if (log.leaves.length === 0 && !fresh && !log.unsigned && !log.refused) return null;
    return this.#grown(organizationId, origin, log, known);
  }

  /** A log and what speaks against sealing it. It may have passed muster here and still be refused when it has grown. */
  async examine(
    organizationId: string,
    batch: number,
  ): Promise<{ log: UnsealedLog; known: Remembered | undefined; objection: string | null }> {
    const remembered = this.memory.at(organizationId);
    const read = (): Promise<UnsealedLog> => this.store.read(organizationId, batch, remembered?.size ?? null);
    const first = await read();
    // A partition that is dropped meanwhile takes its events away from under the statement: what is missing counts when it is missing twice.
    const log = first.missing === null ? first : await read();
    const known = remembered ?? (await this.before.of(organizationId, log));
    const objection = objectionTo(log, known) ?? (await this.#contradiction(organizationId, log, known));
    return { log, known, objection };
  }

  async #contradiction(
    organizationId: string,
    { size, root }: UnsealedLog,
    known: Remembered | undefined,
  ): Promise<string | null> {
    if (!known || known.size > size) return null;
    if (known.size === size) return known.root.equals(root) ? null : contradicted(size);
    return contradiction(known, await this.store.tiles(organizationId, edgeOf(known.size)));
  }

  async #grown(
    organizationId: string,
    origin: string,
    log: UnsealedLog,
    known: Remembered | undefined,
  ): Promise<Prepared | Refused> {
    const { size, root, changed } = await growInPieces(log, log.leaves);
    if (known?.size === size && !known.root.equals(root))
      return { organizationId, origin, refusal: contradicted(size) };
    const at = this.clock.now();
    const { epoch } = log;
    // Behind what was signed already it grows unsigned, until that can be compared.
    const signed = !known || size >= known.size;
    const same = this.memory.at(organizationId)?.size === size;
    return {
      organizationId,
      leaves: size - log.size,
      remember: signed && !same ? { organizationId, epoch, size, root } : null,
      more: size < log.lastSequence,
      extension: {
        epoch,
        from: log.size,
        origin,
        size,
        root,
        at,
        note: signed ? this.signer.sign({ origin, size, root }, at) : null,
        tiles: changed,
      },
    };
  }
}
