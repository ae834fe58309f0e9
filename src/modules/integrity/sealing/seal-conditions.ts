import { Injectable } from '@nestjs/common';
import { Log } from '../../../platform/log/log';
import { SealingState } from '../integrity.sealing-state';
import { SigningKeys } from '../integrity.signing-keys';
import { MemoryFault, SealMemory } from './seal-memory';

/** What must be there before anything is sealed: a key that is ours, and the memory of what was signed. */
@Injectable()
export class SealConditions {
  #said: string | null = null;

  constructor(
    private readonly keys: SigningKeys,
    private readonly memory: SealMemory,
    private readonly state: SealingState,
    private readonly log: Log,
  ) {}

  /** Works if it can; otherwise says why not, once, and returns undefined. The caller holds the lock of sealing. */
  async whenMet<T>(work: () => Promise<T>): Promise<T | undefined> {
    await this.keys.refresh();
    if (this.keys.problem !== null) return this.#stop(this.keys.problem);
    try {
      await this.memory.open();
      const result = await work();
      this.#stop(null);
      return result;
    } catch (error) {
      if (!(error instanceof MemoryFault)) throw error;
      return this.#stop(error.message);
    }
  }

  #stop(reason: string | null): undefined {
    if (reason !== null && reason !== this.#said) this.log.error({}, reason);
    if (reason === null && this.#said !== null) this.log.info({}, 'sealing goes on');
    this.#said = reason;
    this.state.stopped(reason);
  }
}
