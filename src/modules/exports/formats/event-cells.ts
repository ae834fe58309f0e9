import type { CopiedRow } from '../../../platform/database/copy-rows';
import { COLUMN } from '../building/exported-columns';
import { rawMembers, textOf } from '../building/raw-members';

/** The columns of a table of events, as people and programs read it: the same names in every format that has columns. */
export const CELLS = [
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
  'summary',
  'actor_type',
  'actor_id',
  'actor_name',
  'actor_email',
  'actor_role',
  'resource_type',
  'resource_id',
  'resource_name',
  'subject_type',
  'subject_id',
  'subject_name',
  'ip',
  'user_agent',
  'session_id',
  'request_id',
  'flags',
  'changes',
  'details',
  'related',
  'context',
] as const;
export type CellName = (typeof CELLS)[number];

type Cell = string | null;

/** The cells of an event, as `CELLS` names them: what is JSON stays the text that was stored; null where there is nothing. */
export function cellsOf(row: CopiedRow): Cell[] {
  const { summary, resource, subject, related } = rawMembers(row[COLUMN.target]);
  const { outcome_reason, changes, details } = rawMembers(row[COLUMN.content]);
  return [
    ...(row.slice(COLUMN.sequence, COLUMN.flags) as Cell[]),
    text(outcome_reason),
    text(summary),
    ...actorCells(row[COLUMN.actor]),
    ...namedCells(resource),
    ...namedCells(subject),
    ...contextCells(row[COLUMN.context]),
    row[COLUMN.flags] || null,
    json(changes),
    json(details),
    json(related),
    row[COLUMN.context] ?? null,
  ];
}

const text = (raw: string | undefined): Cell => textOf(raw) ?? null;
const json = (raw: string | undefined): Cell => (raw === undefined || raw === 'null' ? null : raw);

function namedCells(raw: string | undefined): Cell[] {
  const { type, id, name } = rawMembers(raw);
  return [text(type), text(id), text(name)];
}

function contextCells(part: string | null | undefined): Cell[] {
  const { ip, user_agent, session_id, request_id } = rawMembers(part);
  return [text(ip), text(user_agent), text(session_id), text(request_id)];
}

const KEPT = 10_000;
const actors = new Map<string, Cell[]>();

/** A few actors act most: their cells are kept. */
function actorCells(part: string | null | undefined): Cell[] {
  const known = actors.get(part ?? '');
  if (known !== undefined) return known;
  const { actor } = rawMembers(part);
  const { email, role } = rawMembers(actor);
  const cells = [...namedCells(actor), text(email), text(role)];
  if (actors.size >= KEPT) actors.clear();
  actors.set(part ?? '', cells);
  return cells;
}
