import { claimDataDirectory } from '../../src/platform/database/embedded-postgres/instance-lock';

/** Claims the directory, says so, and stays until it is killed. */
claimDataDirectory(process.argv[2] ?? '').announce('http://localhost:3000');
process.stdout.write(`${JSON.stringify({ pid: process.pid })}\n`);
setInterval(() => undefined, 60_000);
