import { ensureBuilt } from './build.mjs';
import { ensureConsoleBuilt } from './console.mjs';
import { at } from './paths.mjs';
import { become } from './run.mjs';

await ensureBuilt('bench');
await ensureConsoleBuilt();
become(at('dist/test/bench/bench.js'));
