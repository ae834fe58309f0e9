const PARTS = ['actor', 'context', 'target', 'content'] as const;

const salts = PARTS.map((part) => `'"${part}":"' || encode(${part}_salt, 'base64') || '"'`).join(', ');

/** Eight hex digits: enough to say where something was altered, too few to be proof of anything. */
const beginning = (hash: string): string => `encode(substring(${hash} FROM 1 FOR 4), 'hex')`;
const hints = PARTS.map(
  (part) =>
    `CASE WHEN ${part} IS NULL THEN '--------' ELSE ${beginning(`sha256(${part}_salt || convert_to(${part}, 'UTF8'))`)} END`,
).join(' || ');

/** The sequence, and the line of evidence: made by the database, because that leaves the process free for what only it can do. */
export const EVIDENCE_COLUMNS = `sequence::text,
  '["e",' || sequence || ',{' || concat_ws(',', ${salts}) || '},' ||
  CASE WHEN erasure IS NULL THEN '{}' ELSE (erasure::jsonb -> 'digests')::text END ||
  ',"' || ${beginning('leaf_hash')} || ${hints} || '"]'`;
