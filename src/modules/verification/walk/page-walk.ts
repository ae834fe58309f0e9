import type { PoolClient } from 'pg';
import { utcDate } from '../../../platform/clock/clock';
import type { Remembered } from '../../integrity/integrity.remembered-seals';
import { KeptUntil } from '../checks/kept-until';
import { AuthorityEvents } from '../facts/authority-events';
import { readKeeping } from '../facts/keeping';
import type { KnownKeys } from '../facts/known-keys';
import { readPage, type LogFacts } from '../facts/page-facts';
import type { Testimonies } from '../facts/testimony';
import { selectEvents } from '../rows/columns';
import { readRows } from '../rows/row-reader';
import { Findings } from './findings';
import { Leaves } from './leaves';
import { PageCheck, type Span } from './page-check';
import { judgeClaims, judgePurges } from './judgements';
import { explainSuspects } from './suspects';
import { Tally } from './tally';
import { TreeWalk } from './tree-walk';
import type { WalkState } from './walk-state';

export interface PageContext {
  readonly keys: KnownKeys;
  readonly testimonies: Testimonies;
  readonly now: Date;
  readonly remembered: Remembered | undefined;
}

/** One page of a log, in one snapshot: what stands beside the events, the events, and then the tree over them. */
export async function walkPage(
  client: PoolClient,
  span: Span,
  log: LogFacts,
  state: WalkState,
  { keys, testimonies, now, remembered }: PageContext,
): Promise<WalkState> {
  const { organizationId, first, last } = span;
  const facts = await readPage(client, organizationId, first, last);
  const kept = new KeptUntil(await readKeeping(client, organizationId, utcDate(now)));
  const findings = new Findings({ list: state.findings, more: state.more });
  const leaves = new Leaves(first, last, facts);
  const tree = new TreeWalk(state.tree, keys, findings);
  const check = new PageCheck(span, { log, facts, kept }, leaves, findings, state.recordedAt);
  await readRows(client, selectEvents(organizationId, betweenOf(span)), (row) => check.take(row));
  const tally = new Tally(state, check);
  const authority = new AuthorityEvents(organizationId, keys);
  await judgeClaims(client, { testimonies, authority, check, span, findings, tally });
  await judgePurges(client, { testimonies, authority, facts, leaves, span, findings, tally, log, kept });
  await explainSuspects(client, organizationId, { check, leaves, log, findings, tree });
  for (let sequence = first; sequence <= last; sequence++)
    if (!leaves.has(sequence))
      findings.ofEvent('missing', sequence, 'events', 'there is neither an event nor a purge that took it');
  await tree.grow(leaves, log, facts, remembered);
  tally.cleared(tree.cleared);
  return after(state, last, { findings, tree, check, ...tally.count(first, last, leaves) });
}

/** What has no number of its own is found with the first page. */
const betweenOf = ({ first, last }: Span): string =>
  first === 1 ? `sequence <= ${last}` : `sequence BETWEEN ${first} AND ${last}`;

const after = (
  state: WalkState,
  last: number,
  {
    findings,
    tree,
    check,
    counts,
    taken,
  }: { findings: Findings; tree: TreeWalk; check: PageCheck } & Pick<WalkState, 'counts' | 'taken'>,
): WalkState => ({
  from: state.from,
  next: last + 1,
  counts,
  taken,
  findings: findings.list,
  more: findings.more,
  recordedAt: check.recordedAt,
  tree: tree.state,
});
