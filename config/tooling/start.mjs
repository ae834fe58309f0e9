import { ensureBuilt } from './build.mjs';
import { at, root } from './paths.mjs';
import { become } from './run.mjs';

process.chdir(root);
await ensureBuilt();
become(at('dist/src/main.js'));
