import { ensureInstalled } from './install.mjs';
import { at } from './paths.mjs';
import { run } from './run.mjs';

/** Tests bring their own server and directories: whatever installation this shell is set up for, they must not touch it. */
const { DATABASE_URL, DATA_DIR, DAYBOOK_SECRET, SMTP_URL, ...env } = process.env;

await ensureInstalled();
const jest = [at('node_modules/jest/bin/jest.js'), '--config', at('config/tooling/jest.config.cjs')];
const chosen = [...process.argv.slice(2), '--ignoreProjects', 'browser'];
process.exitCode = await run(process.execPath, [...jest, ...chosen], { env });
