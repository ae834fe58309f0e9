import type { CopiedRow } from '../../../platform/database/copy-rows';
import { jsonCell, jsonTextCell, textCell } from './csv-cell';

const COLUMNS = [
  ...[
    'sequence',
    'id',
    'occurred_at',
    'recorded_at',
    'source',
    'action',
    'operation',
    'category',
    'outcome',
    'outcome_reason',
  ],
  ...[
    'summary',
    'actor_type',
    'actor_id',
    'actor_name',
    'actor_email',
    'actor_role',
    'resource_type',
    'resource_id',
    'resource_name',
  ],
  ...['subject_type', 'subject_id', 'subject_name', 'ip', 'user_agent', 'session_id', 'request_id', 'flags'],
  ...['changes', 'details', 'related', 'context'],
];

export const CSV_HEAD = `${COLUMNS.join(',')}\r\n`;

interface Named {
  readonly type?: string;
  readonly id?: string;
  readonly name?: string;
}

/** One event as one record of RFC 4180. Numbers, times and ids are our own writing; everything else may be anybody's. */
export function csvLine(row: CopiedRow): string {
  const [
    sequence,
    id,
    occurredAt,
    recordedAt,
    source,
    action,
    operation,
    category,
    outcome,
    flags,
    actor = null,
    context = null,
    target = null,
    content = null,
  ] = row;
  const { summary, resource, subject, related } = parsed<{
    summary: string;
    resource: Named;
    subject: Named;
    related: unknown;
  }>(target);
  const { outcome_reason, changes, details } = parsed<{
    outcome_reason: string;
    changes: unknown;
    details: unknown;
  }>(content);
  return (
    `${sequence},${id},${occurredAt},${recordedAt},${textCell(source)},${textCell(action)},${operation},${category ?? ''},${outcome},` +
    `${textCell(outcome_reason)},${textCell(summary)},${actorCells(actor)},${namedCells(resource)},${namedCells(subject)},` +
    `${contextCells(context)},${textCell(flags)},${jsonCell(changes)},${jsonCell(details)},${jsonCell(related)},${jsonTextCell(context)}\r\n`
  );
}

const namedCells = (named: Named | undefined): string =>
  named ? `${textCell(named.type)},${textCell(named.id)},${textCell(named.name)}` : ',,';

function contextCells(context: string | null): string {
  const { ip, user_agent, session_id, request_id } = parsed<Record<string, unknown>>(context);
  return `${textCell(ip)},${textCell(user_agent)},${textCell(session_id)},${textCell(request_id)}`;
}

const KEPT = 10_000;
const actors = new Map<string, string>();

/** A few actors act most: their cells are kept. */
function actorCells(part: string | null): string {
  if (part === null) return ',,,,';
  const known = actors.get(part);
  if (known !== undefined) return known;
  const { actor } = parsed<{ actor: Named & { email?: string; role?: string } }>(part);
  const cells = `${namedCells(actor)},${textCell(actor?.email)},${textCell(actor?.role)}`;
  if (actors.size >= KEPT) actors.clear();
  actors.set(part, cells);
  return cells;
}

const parsed = <T>(part: string | null): Partial<T> =>
  part === null ? {} : (JSON.parse(part) as Partial<T>);
