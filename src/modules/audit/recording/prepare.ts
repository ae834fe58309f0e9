import type { ExpiresOn } from '../audit.expiry';
import type { NewEvent } from '../audit.event';
import type { PreparedEvent } from './event-wire';
import { partsOf } from './parts';
import { identityOf, project } from './projections';

/** Everything about an event that does not need the database's clock, so that no transaction waits for it. */
export function prepare(event: NewEvent, expiresOn: ExpiresOn): PreparedEvent {
  const identity = identityOf(event);
  return {
    event,
    expiresOn: expiresOn(event),
    parts: partsOf(event),
    identity,
    projections: project(event, identity),
  };
}
