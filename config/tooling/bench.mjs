import { ensureBuilt } from './build.mjs';
import { at } from './paths.mjs';
import { become } from './run.mjs';

await ensureBuilt('bench');
become(at('dist/test/bench/bench.js'));
