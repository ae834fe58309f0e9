import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock';
import { Countries } from '../../../platform/geo/countries';
import type { NewEvent } from '../audit.event';
import { WorkingTime } from '../audit.working-time';
import type { PreparedEvent } from '../recording/event-wire';
import { ChangeCounts } from './change-counts';
import { Examination, type FlagMemory } from './examination';
import { KnownAddresses } from './known-addresses';

/** Begins to flag a batch: called once for each attempt to append it. */
export type Examine = (batch: readonly PreparedEvent[]) => Pick<Examination, 'questions' | 'flagged'>;

/**
 * What Daybook adds to events before they are appended (S4-03, S4-32, S4-33; ADR 10): the country of their address, and flags. What
 * is found out later becomes an alert, never a change.
 */
@Injectable()
export class EventFlags {
  readonly #memory: FlagMemory = { addresses: new KnownAddresses(), changes: new ChangeCounts() };

  constructor(
    private readonly workingTime: WorkingTime,
    private readonly countries: Countries,
    private readonly clock: Clock,
  ) {}

  /** The event with the country of its address, unless its sender named one. */
  placed(event: NewEvent): NewEvent {
    const { ip, country } = event.context;
    if (!ip || country) return event;
    const found = this.countries.of(ip);
    return found === null ? event : { ...event, context: { ...event.context, country: found } };
  }

  /** How events of an organization are flagged now. @throws DaybookError `database.unavailable` */
  async of(organizationId: string): Promise<Examine> {
    const isOffHours = await this.workingTime.of(organizationId);
    return (batch) =>
      new Examination(batch, isOffHours, this.#memory, { organizationId, now: this.clock.now().getTime() });
  }
}
