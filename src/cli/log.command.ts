import type { Command } from 'commander';
import { Client } from 'pg';
import { readConfig } from '../../config/env';
import { bootDatabase } from '../boot';
import { LogEpochs } from '../modules/integrity/integrity.log-epochs';
import { enterOrganization, PLATFORM_LOG_ID } from '../platform/database/tenant';
import { withApplication } from './application';
import { logVerifyCommand } from './log-verify.command';
import { checkAnchorCommand } from './check-anchor.command';

const BATCH = 1_000;

/** `daybook log`: events as NDJSON in sequence order, for whoever runs the host; operators read the platform's own log by signing in, too. */
export function logCommand(program: Command): void {
  const log = program
    .command('log')
    .enablePositionalOptions()
    .description("print a log as NDJSON: the platform's own, or an organization's")
    .option('--organization <id>', 'the organization; without it, what belongs to none', PLATFORM_LOG_ID)
    .option('--after <sequence>', 'begin behind this sequence', '0')
    .action(async ({ organization, after }: { organization: string; after: string }) => {
      const foundation = await bootDatabase(readConfig());
      const client = new Client({ connectionString: foundation.settings.database.url });
      await client.connect();
      try {
        await printLog(client, organization, Number(after));
      } finally {
        await client.end();
        await foundation.stop();
      }
    });
  openEpochCommand(log);
  logVerifyCommand(log);
  checkAnchorCommand(log);
}

/** `daybook log open-epoch`: an operator's word that a log goes on although it is not what was signed of it. */
function openEpochCommand(log: Command): void {
  log
    .command('open-epoch')
    .description('seal a log again that was refused, under another name: after a restore, say')
    .requiredOption('--organization <id>', 'whose log; /readyz names it')
    .requiredOption('--reason <text>', 'why it is not what was signed of it; stands in the log')
    .action(async ({ organization, reason }: { organization: string; reason: string }) => {
      const { origin, epoch } = await withApplication((app) => app.get(LogEpochs).open(organization, reason));
      process.stdout.write(
        `The log goes on as ${origin}. What was signed before epoch ${epoch} stays valid for what the log was then; tell whoever checks it.\n`,
      );
    });
}

async function printLog(client: Client, organizationId: string, after: number): Promise<void> {
  for (let last = after, rows = BATCH; rows === BATCH;) {
    await client.query('BEGIN READ ONLY');
    await client.query(enterOrganization(organizationId));
    const page = await client.query<{ sequence: string; line: string }>(PAGE, [organizationId, last, BATCH]);
    await client.query('COMMIT');
    for (const { line } of page.rows) process.stdout.write(`${line}\n`);
    rows = page.rows.length;
    last = Number(page.rows.at(-1)?.sequence ?? last);
  }
}

const PAGE = `SELECT sequence, json_build_object('sequence', sequence, 'id', id, 'occurred_at', occurred_at, 'source', source,
    'action', action, 'outcome', outcome, 'actor', actor::json, 'target', target::json, 'context', context::json, 'content', content::json,
    'erased', erasure::json -> 'by')::text AS line
  FROM events WHERE organization_id = $1 AND sequence > $2 ORDER BY sequence LIMIT $3`;
