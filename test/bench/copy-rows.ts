import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { once } from 'node:events';
import type { ExpiresOn } from '../../src/modules/audit/audit.expiry';
import type { NewEvent } from '../../src/modules/audit/audit.event';
import type { PreparedEvent } from '../../src/modules/audit/recording/event-wire';
import { leafHash } from '../../src/modules/audit/recording/leaf';
import { saltOf, textOf } from '../../src/modules/audit/recording/parts';
import { prepare } from '../../src/modules/audit/recording/prepare';

const COLUMNS = `organization_id, sequence, expires_on, id, occurred_at, recorded_at, source, action, operation, category, outcome,
  flags, actor_key, actor_type, actor_role, reported_by, session_id, request_id, resource_type, resource_id, subject_type, subject_id, ip, search_text,
  actor, actor_salt, context, context_salt, target, target_salt, content, content_salt, leaf_hash`;

/** The rows that the log would store for these events, as COPY's text format, ready to be sent. */
export function copyText(
  organizationId: string,
  events: readonly NewEvent[],
  firstSequence: number,
  expiresOn: ExpiresOn,
): Buffer {
  const recordedAt = new Date();
  return Buffer.from(
    events
      .map((event, index) =>
        line(organizationId, firstSequence + index, recordedAt, prepare(event, expiresOn)),
      )
      .join(''),
  );
}

/** Straight into the log, as only a superuser can. */
export async function copyIn(client: PoolClient, rows: Buffer): Promise<void> {
  const stream = client.query(copyFrom(`COPY events (${COLUMNS}) FROM STDIN`));
  const finished = once(stream, 'finish');
  stream.end(rows);
  await finished;
}

function line(organizationId: string, sequence: number, recordedAt: Date, prepared: PreparedEvent): string {
  const { event, expiresOn, parts, projections: p } = prepared;
  const { actor, context, target, content } = parts;
  const fields = [
    organizationId,
    String(sequence),
    expiresOn,
    event.id,
    event.occurred_at.toISOString(),
    recordedAt.toISOString(),
    event.source,
    event.action,
    event.operation,
    event.category,
    event.outcome,
    `{${event.flags.join(',')}}`,
    p.actor_key,
    p.actor_type,
    p.actor_role,
    p.reported_by,
    p.session_id,
    p.request_id,
    p.resource_type,
    p.resource_id,
    p.subject_type,
    p.subject_id,
    p.ip,
    p.search_text,
    ...[actor, context, target, content].flatMap((part) => [
      textOf(part)?.toString() ?? null,
      hex(saltOf(part)),
    ]),
    hex(leafHash(organizationId, event, recordedAt, parts)),
  ];
  return `${fields.map(escape).join('\t')}\n`;
}

const hex = (bytes: Buffer | null): string | null => bytes && `\\x${bytes.toString('hex')}`;

const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

const escape = (value: string | null): string =>
  value === null ? '\\N' : value.replace(/[\\\t\n\r]/g, (found) => ESCAPES[found] as string);
