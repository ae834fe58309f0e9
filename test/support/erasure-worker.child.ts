import 'reflect-metadata';
import { Test } from '@nestjs/testing';
import { AppModule } from '../../src/app.module';
import { DEFAULT_ERASURE_OPTIONS, ERASURE_OPTIONS } from '../../src/modules/erasure/work/erasure-options';
import { Log } from '../../src/platform/log/log';
import { QUEUE_OPTIONS } from '../../src/platform/queue/queue-options';
import { RecurringReading } from '../../src/recurring-work';
import { SHORT_LOCKS } from './short-locks';
import type { ErasureOrder } from './erasure-order';

/**
 * A worker of its own that dies, as by `kill -9`, so many milliseconds after the n-th step of an erasure: between two transactions, or
 * in the midst of one. Says `{ pid }` when it is ready.
 */
async function main(): Promise<void> {
  const { settings, dieAtStep, afterMs } = JSON.parse(process.argv[2] ?? '{}') as ErasureOrder;
  let left = dieAtStep ?? -1;
  const onStep = (): void => {
    if (--left !== 0) return;
    if (afterMs === 0) process.kill(process.pid, 'SIGKILL');
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), afterMs);
  };
  const module = await Test.createTestingModule({
    imports: [AppModule.forRoot({ ...settings, role: 'worker' }, new Log('silent'))],
  })
    .overrideProvider(QUEUE_OPTIONS)
    .useValue(SHORT_LOCKS)
    .overrideProvider(RecurringReading)
    .useValue({})
    .overrideProvider(ERASURE_OPTIONS)
    .useValue({ ...DEFAULT_ERASURE_OPTIONS, onStep })
    .compile();
  await module.init();
  process.stdout.write(`${JSON.stringify({ pid: process.pid })}\n`);
}

void main();
