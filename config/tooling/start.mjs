import { ensureBuilt } from './build.mjs';
import { ensureConsoleBuilt } from './console.mjs';
import { at, root } from './paths.mjs';
import { become } from './run.mjs';

process.chdir(root);
await ensureBuilt();
await ensureConsoleBuilt();
become(at('dist/src/main.js'));
