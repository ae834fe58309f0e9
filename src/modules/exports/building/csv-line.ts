import type { CopiedRow } from '../../../platform/database/copy-rows';
import { jsonCell, textCell } from '../../../platform/files/csv-cell';
import { rawMembers, textOf } from './raw-members';

const COLUMNS =
  'sequence,id,occurred_at,recorded_at,source,action,operation,category,outcome,outcome_reason,summary,' +
  'actor_type,actor_id,actor_name,actor_email,actor_role,resource_type,resource_id,resource_name,' +
  'subject_type,subject_id,subject_name,ip,user_agent,session_id,request_id,flags,changes,details,related,context';

export const CSV_HEAD = `${COLUMNS}\r\n`;

/** One event as one record of RFC 4180. Numbers, times and ids are our own writing; everything else may be anybody's. */
export function csvLine(row: CopiedRow): string {
  const [sequence, id, occurredAt, recordedAt, source, action, operation, category, outcome, flags] = row;
  const [actor, context, target, content] = row.slice(FIRST_PART);
  const { summary, resource, subject, related } = rawMembers(target);
  const { outcome_reason, changes, details } = rawMembers(content);
  return (
    `${sequence},${id},${occurredAt},${recordedAt},${textCell(source)},${textCell(action)},${operation},${category ?? ''},${outcome},` +
    `${textCell(textOf(outcome_reason))},${textCell(textOf(summary))},${actorCells(actor)},${namedCells(resource)},${namedCells(subject)},` +
    `${contextCells(context)},${textCell(flags)},${jsonCell(changes)},${jsonCell(details)},${jsonCell(related)},${jsonCell(context)}\r\n`
  );
}

const FIRST_PART = 10;

function namedCells(raw: string | undefined): string {
  if (raw === undefined || raw === 'null') return ',,';
  const { type, id, name } = rawMembers(raw);
  return `${textCell(textOf(type))},${textCell(textOf(id))},${textCell(textOf(name))}`;
}

function contextCells(part: string | null | undefined): string {
  const { ip, user_agent, session_id, request_id } = rawMembers(part);
  return `${textCell(textOf(ip))},${textCell(textOf(user_agent))},${textCell(textOf(session_id))},${textCell(textOf(request_id))}`;
}

const KEPT = 10_000;
const actors = new Map<string, string>();

/** A few actors act most: their cells are kept. */
function actorCells(part: string | null | undefined): string {
  if (part === null || part === undefined) return ',,,,';
  const known = actors.get(part);
  if (known !== undefined) return known;
  const { actor } = rawMembers(part);
  const { email, role } = rawMembers(actor);
  const cells = `${namedCells(actor)},${textCell(textOf(email))},${textCell(textOf(role))}`;
  if (actors.size >= KEPT) actors.clear();
  actors.set(part, cells);
  return cells;
}
