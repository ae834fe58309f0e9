import { EventFlags, type Examine } from '../../src/modules/audit/flags/event-flags';
import type { NewEvent } from '../../src/modules/audit/audit.event';
import type { WorkingTime } from '../../src/modules/audit/audit.working-time';
import { SystemClock, type Clock } from '../../src/platform/clock/clock';
import { Countries } from '../../src/platform/geo/countries';

export const noWorkingTime: WorkingTime = { of: () => Promise.resolve(null) };

/** The real rules, as a new process would have them. */
export const eventFlags = (
  workingTime: WorkingTime = noWorkingTime,
  countries = new Countries(),
  clock: Clock = new SystemClock(),
): EventFlags => new EventFlags(workingTime, countries, clock);

/** For tests that compare what is stored with what was given: nothing is added. */
export class NoFlags extends EventFlags {
  constructor() {
    super(noWorkingTime, new Countries(), new SystemClock());
  }

  override placed(event: NewEvent): NewEvent {
    return event;
  }

  override of(): Promise<Examine> {
    return Promise.resolve((batch) => ({ questions: null, flagged: () => ({ batch, addresses: [] }) }));
  }
}
