import type { Signing } from '../../../platform/crypto/signing';
import type { WalkState } from '../walk/walk-state';

type Signer = Pick<Signing, 'sign'>;

/** A walk as it is kept in the database, whose owner could otherwise write there that nothing is left to look at. */
interface Marked extends WalkState {
  readonly keptAt?: string;
  readonly mark?: string;
}

/** Signed by this installation, for this log and moment. */
export function marked(organizationId: string, walk: WalkState, now: Date, signing: Signer): Marked {
  const state = { ...(JSON.parse(JSON.stringify(walk)) as WalkState), keptAt: now.toISOString() };
  return { ...state, mark: markOf(organizationId, state, signing) };
}

/** Null when somebody else wrote it, or this installation did too long ago: an old one may be from before a change that it is to find. */
export function believed(
  organizationId: string,
  { mark, ...walk }: Marked,
  after: Date,
  signing: Signer,
): WalkState | null {
  if (mark !== markOf(organizationId, walk, signing)) return null;
  const { keptAt = '', ...state } = walk;
  return new Date(keptAt) >= after ? state : null;
}

/** Ed25519 signs the same bytes the same way each time; JSONB keeps no order of members. */
const markOf = (organizationId: string, walk: object, signing: Signer): string =>
  signing
    .sign(Buffer.from(`daybook walk\n${organizationId}\n${JSON.stringify(ordered(walk))}`))
    .toString('base64');

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (value === null || typeof value !== 'object') return value;
  return Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => [name, ordered(member)]);
}
