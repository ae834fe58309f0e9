import { MINUTE_MS } from '../../../platform/clock/clock';
import type { Assurance } from '../../../platform/context/assurance';
import type { Principal } from '../../../platform/context/request-record';
import { DaybookError } from '../../../platform/errors/daybook-error';

/** How long a proof is good for what needs one (design.md). */
const FRESH_MS = 5 * MINUTE_MS;

/**
 * Lets nobody through whose last proof is too old.
 * @throws DaybookError `step_up.required`, which says with what and how, so that a client can ask and retry
 */
export function requireStepUp({ assurance }: Principal, now: Date): void {
  if (!assurance || isFresh(assurance, now)) return;
  const { methods } = assurance;
  throw new DaybookError(
    'forbidden',
    'step_up.required',
    'Confirm that it is you: POST /v1/session/factors, then send this request again with the new token.',
    { members: { methods, how: 'POST /v1/session/factors' } },
  );
}

const isFresh = ({ provenAt }: Assurance, now: Date): boolean =>
  provenAt !== null && now.getTime() - provenAt.getTime() < FRESH_MS;
