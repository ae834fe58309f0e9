import { DaybookError } from '../../../platform/errors/daybook-error';

const RETRY_SECONDS = 2;

/** Of a log that has no checkpoint yet. The first follows its first events within seconds. */
export const noCheckpoint = (): DaybookError =>
  new DaybookError(
    'not_found',
    'checkpoint.not_found',
    'No checkpoint of this log has been signed yet. Ask again in a few seconds; if that lasts, /readyz says why.',
    { retryAfterSeconds: RETRY_SECONDS },
  );

export const notSealedYet = (): DaybookError =>
  new DaybookError(
    'conflict',
    'proof.not_sealed_yet',
    'The event is stored, and no signed checkpoint has it yet. Ask again in a few seconds; if that lasts, /readyz says why.',
    { retryAfterSeconds: RETRY_SECONDS },
  );
