import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { InvalidArgumentError, type Command } from 'commander';
import type { VerificationResult } from '../modules/verification/verification.contract';
import { LogList, LogWalk, type WalkState } from '../modules/verification/verification.walks';
import { CONFIG } from '../platform/platform.tokens';
import type { Settings } from '../platform/settings';
import { withApplication } from './application';
import { saidOf } from './log-verify-report';

interface Options {
  readonly organization?: string | undefined;
  readonly from: number;
  readonly resume: boolean;
  readonly json: boolean;
}

const REPORT_MS = 1_000;

/** `daybook log verify`: every event of a log, or of all logs, against what was signed. Reads only; exit code 1 when anything was found. */
export function logVerifyCommand(log: Command): void {
  log
    .command('verify')
    .description('recompute every event, filter column, tile, root and signature of a log, or of all logs')
    .option('--organization <id>', 'whose log; without it, every log there is')
    .option('--from <sequence>', 'begin here, and take what is before it from the tree', sequence, 1)
    .option('--resume', 'go on where an interrupted run stopped', false)
    .option('--json', 'print one JSON object a log', false)
    .action((options: Options, command: Command) =>
      withApplication((app) => verifyLogs(app, { ...options, ...askedFor(command) })),
    );
}

/** `daybook log` has an option of the same name, with a default, and may take what was meant for this command. */
function askedFor({ parent }: Command): Pick<Options, 'organization'> {
  const given = parent?.getOptionValueSource('organization') === 'cli';
  return given ? { organization: parent?.opts<Options>().organization } : {};
}

async function verifyLogs(
  app: INestApplicationContext,
  { organization, from, resume, json }: Options,
): Promise<void> {
  const walk = app.get(LogWalk);
  const { dataDirectory } = app.get<Pick<Settings, 'dataDirectory'>>(CONFIG);
  const { there, vanished } = await app.get(LogList).read();
  const known = [...there, ...vanished];
  if (organization !== undefined && !known.includes(organization))
    throw new Error(`There is no log of an organization ${organization}, and none was ever signed here.`);
  for (const id of organization === undefined ? known : [organization]) {
    const progress = new Progress(dataDirectory, id);
    const result = await walk.run(id, {
      from,
      resume: resume ? progress.read() : null,
      onPage: (state, last) => progress.at(state, last),
    });
    if (!result) continue;
    progress.over();
    process.stdout.write(
      json ? `${JSON.stringify({ organization_id: id, ...result })}\n` : `${saidOf(id, result)}\n`,
    );
    if (hasFindings(result)) process.exitCode = 1;
  }
}

const hasFindings = ({ findings }: VerificationResult): boolean => findings.length > 0;

/** How far it is: on the terminal, and in a file under the data directory from which `--resume` goes on. */
class Progress {
  readonly #path: string;
  readonly #begun = performance.now();
  #first: number | null = null;
  #reported = 0;

  constructor(
    dataDirectory: string,
    private readonly organizationId: string,
  ) {
    const directory = join(dataDirectory, 'verifications');
    mkdirSync(directory, { recursive: true });
    this.#path = join(directory, `${organizationId}.json`);
  }

  /** Null where no run was interrupted. */
  read(): WalkState | null {
    return existsSync(this.#path) ? (JSON.parse(readFileSync(this.#path, 'utf8')) as WalkState) : null;
  }

  at(state: WalkState, last: number): void {
    this.#first ??= state.from;
    const now = performance.now();
    if (now - this.#reported < REPORT_MS) return;
    this.#reported = now;
    writeFileSync(this.#path, JSON.stringify(state));
    const done = state.next - this.#first;
    const rate = (done * 1_000) / (now - this.#begun);
    const left = Math.round((last - state.next + 1) / Math.max(rate, 1));
    process.stderr.write(
      `${this.organizationId}: event ${state.next - 1} of ${last}, ${Math.floor((100 * (state.next - 1)) / Math.max(last, 1))} %, ${Math.round(rate)} a second, about ${left} s left\n`,
    );
  }

  over(): void {
    rmSync(this.#path, { force: true });
  }
}

function sequence(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new InvalidArgumentError('Give the number of an event, from 1.');
  return number;
}
