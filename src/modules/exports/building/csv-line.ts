import type { CopiedRow } from '../../../platform/database/copy-rows';
import { jsonCell, textCell } from '../../../platform/files/csv-cell';
import { erasureOf } from '../../audit/audit.tombstones';
import { rawMembers, textOf } from './raw-members';

const COLUMNS =
  'sequence,id,occurred_at,recorded_at,source,action,operation,category,outcome,outcome_reason,summary,' +
  'actor_type,actor_id,actor_name,actor_email,actor_role,resource_type,resource_id,resource_name,' +
  'subject_type,subject_id,subject_name,ip,user_agent,session_id,request_id,flags,changes,details,related,context,reported_by,redaction,expires_on,leaf_hash,erased';

export const CSV_HEAD = `${COLUMNS}\r\n`;

/** One event as one record of RFC 4180. Numbers, times and ids are our own writing; everything else may be anybody's. */
export function csvLine(row: CopiedRow, known: KnownActors): string {
  const [sequence, id, occurredAt, recordedAt, source, action, operation, category, outcome, flags] = row;
  const [actor, context, target, content, leafHash, expiresOn, erasure] = row.slice(FIRST_PART);
  const { actor: actorText, reportedBy } = actorCells(actor, known);
  const { summary, resource, subject, related } = rawMembers(target);
  const { outcome_reason, changes, details, redaction } = rawMembers(content);
  return (
    `${sequence},${id},${occurredAt},${recordedAt},${textCell(source)},${textCell(action)},${operation},${category ?? ''},${outcome},` +
    `${textCell(textOf(outcome_reason))},${textCell(textOf(summary))},${actorText},${namedCells(resource)},${namedCells(subject)},` +
    `${contextCells(context)},${textCell(flags)},${jsonCell(changes)},${jsonCell(details)},${jsonCell(related)},${jsonCell(context)},` +
    `${reportedBy},${jsonCell(redaction)},${expiresOn},${leafHash},${erasedCell(erasure)}\r\n`
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

/** JSON: which erasure took which parts, and when. */
function erasedCell(erasure: string | null | undefined): string {
  return erasure ? jsonCell(JSON.stringify(erasureOf(erasure)?.by)) : '';
}

const KEPT = 10_000;

/** What becomes of the actor's part: a few actors act most. It goes with the export, so that nothing erased outlives it in memory. */
export type KnownActors = Map<string, ActorCells>;

interface ActorCells {
  readonly actor: string;
  readonly reportedBy: string;
}

const NOBODY: ActorCells = { actor: ',,,,', reportedBy: '' };

function actorCells(part: string | null | undefined, known: KnownActors): ActorCells {
  if (part === null || part === undefined) return NOBODY;
  const before = known.get(part);
  if (before !== undefined) return before;
  const { actor, reported_by } = rawMembers(part);
  const { email, role } = rawMembers(actor);
  const cells = {
    actor: `${namedCells(actor)},${textCell(textOf(email))},${textCell(textOf(role))}`,
    reportedBy: jsonCell(reported_by),
  };
  if (known.size >= KEPT) known.clear();
  known.set(part, cells);
  return cells;
}
