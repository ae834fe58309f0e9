import { ensureConsoleBuilt } from './console.mjs';
import { at } from './paths.mjs';
import { run } from './run.mjs';

/** As test.mjs; what runs in a real browser is apart, because not every machine has one. */
const { DATABASE_URL, DATA_DIR, DAYBOOK_SECRET, SMTP_URL, ...env } = process.env;

await ensureConsoleBuilt();
const jest = [at('node_modules/jest/bin/jest.js'), '--config', at('config/tooling/jest.config.cjs')];
const browser = ['--selectProjects=browser', ...process.argv.slice(2)];
process.exitCode = await run(process.execPath, [...jest, ...browser], { env });
