import 'reflect-metadata';
import { join } from 'node:path';
import { Test } from '@nestjs/testing';
import { AppModule } from '../../src/app.module';
import { EXPORT_OPTIONS } from '../../src/modules/exports/building/export-options';
import { FileStore, type FileDraft } from '../../src/platform/files/file-store';
import { LocalFiles } from '../../src/platform/files/local-files';
import { Log } from '../../src/platform/log/log';
import { QUEUE_OPTIONS } from '../../src/platform/queue/queue-options';
import type { WorkerOrder } from './worker-order';

/** Files whose writer dies, as by `kill -9`: before the n-th sync, so that what it wrote is half a part, or in the n-th write. */
class DeadlyFiles extends LocalFiles {
  #syncsLeft: number;
  #writesLeft: number;

  constructor(root: string, { dieAtSync = -1, dieAtWrite = -1 }: WorkerOrder) {
    super(root);
    this.#syncsLeft = dieAtSync;
    this.#writesLeft = dieAtWrite;
  }

  override async begin(name: string): Promise<FileDraft> {
    const draft = await super.begin(name);
    const [sync, write] = [draft.sync.bind(draft), draft.write.bind(draft)];
    draft.sync = () => {
      if (--this.#syncsLeft === 0) process.kill(process.pid, 'SIGKILL');
      return sync();
    };
    draft.write = async (chunk) => {
      if (--this.#writesLeft !== 0) return write(chunk);
      await write(chunk.subarray(0, chunk.length / 2));
      process.kill(process.pid, 'SIGKILL');
    };
    return draft;
  }
}

/** A worker process of its own: says `{ pid }` when it is ready, and works until it is killed. */
async function main(): Promise<void> {
  const order = JSON.parse(process.argv[2] ?? '{}') as WorkerOrder;
  const { settings, queue, exports } = order;
  const files = new DeadlyFiles(join(settings.dataDirectory, 'files'), order);
  const module = await Test.createTestingModule({
    imports: [AppModule.forRoot({ ...settings, role: 'worker' }, new Log('error'))],
  })
    .overrideProvider(QUEUE_OPTIONS)
    .useValue(queue)
    .overrideProvider(EXPORT_OPTIONS)
    .useValue(exports)
    .overrideProvider(FileStore)
    .useValue(files)
    .compile();
  await module.init();
  process.stdout.write(`${JSON.stringify({ pid: process.pid })}\n`);
}

void main();
