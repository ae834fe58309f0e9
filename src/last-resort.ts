import type { INestApplication } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { platformActions } from './modules/audit/audit.actions';
import { AuditRecorder } from './modules/audit/audit.recorder';
import { PLATFORM_LOG_ID } from './platform/database/tenant';
import type { Log } from './platform/log/log';

const PATIENCE_MS = 1_000;

/**
 * F25: what nobody caught is logged, and recorded if that is still possible; then the process ends non-zero, to be started
 * again. Its state is unknown, so it does not go on. Returns how to tell it of the application.
 */
export function installLastResort(log: Log): (app: INestApplication) => void {
  let recorder: AuditRecorder | undefined;
  let ending = false;
  const end = async (error: unknown): Promise<void> => {
    log.error({ error }, 'an error that nobody caught ends the process');
    if (ending) return;
    ending = true;
    await Promise.race([record(recorder, error), delay(PATIENCE_MS)]);
    process.exit(1);
  };
  process.on('uncaughtException', (error) => void end(error));
  process.on('unhandledRejection', (error) => void end(error));
  return (app) => (recorder = app.get(AuditRecorder));
}

/** The name only: a message may hold anything. */
async function record(recorder: AuditRecorder | undefined, error: unknown): Promise<void> {
  const name = error instanceof Error ? error.name : typeof error;
  await recorder
    ?.record(PLATFORM_LOG_ID, platformActions['process.failed'], {
      outcome: 'failure',
      outcome_reason: `an error that nobody caught: ${name}`,
    })
    .catch(() => undefined);
}
