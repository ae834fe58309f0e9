import { ensureBuilt } from './build.mjs';
import { at } from './paths.mjs';
import { become } from './run.mjs';

await ensureBuilt();
become(at('dist/src/cli/daybook.js'));
