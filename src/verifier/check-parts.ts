import { concat, hexIn, hexOf, base64In, utf8 } from './bytes';
import { leafOf, PART_NAMES, partText, strangerIn, type Members, type PartName } from './event';
import type { Tools } from './tools';

/** What somebody who knows the log says of the parts of one event: salts (base64) of those that are there, digests (hex) of those erased. */
export interface Keepings {
  readonly salts: Members;
  readonly digests: Members;
}

const SALT_BYTES = 16;
const DIGEST_BYTES = 32;

/** What an event comes to. */
export interface Computed {
  readonly leaf: Uint8Array;
  readonly digests: Readonly<Record<PartName, string | null>>;
  /** What cannot be so in words, each: "its target was taken out". Then the leaf is of no use. */
  readonly contradictions: readonly string[];
  /** Parts that the log has erased. */
  readonly erased: readonly PartName[];
  /** Those of them that the event still shows: nothing can tell any more whether that is what was there. */
  readonly unproven: readonly PartName[];
}

/** The leaf of an event from what it says and what is kept of it. @throws RangeError when it is nested too deeply. */
export function compute(
  tools: Tools,
  organizationId: string,
  event: Members,
  { salts, digests }: Keepings,
): Computed {
  const [contradictions, erased, unproven]: [string[], PartName[], PartName[]] = [[], [], []];
  const stranger = strangerIn(event);
  if (stranger !== null) contradictions.push(`it has a member that no event has, ${stranger}`);
  const found = PART_NAMES.map((part): [PartName, string | null] => {
    const text = partText(event, part);
    const salt = own(salts, part);
    const kept = own(digests, part);
    if (salt !== undefined) {
      const bytes = base64In(salt);
      if (bytes?.length !== SALT_BYTES) contradictions.push(`the salt of its ${part} cannot be read`);
      else if (text === null) contradictions.push(`its ${part} was taken out`);
      else return [part, hexOf(tools.sha256(concat(bytes, utf8(text))))];
      return [part, null];
    }
    if (kept === undefined) {
      if (text !== null) contradictions.push(`its ${part} was put in`);
      return [part, null];
    }
    if (hexIn(kept, DIGEST_BYTES) === null) contradictions.push(`the digest of its ${part} cannot be read`);
    erased.push(part);
    if (text !== null) unproven.push(part);
    return [part, String(kept)];
  });
  const all = Object.fromEntries(found) as Record<PartName, string | null>;
  return { leaf: leafOf(tools, organizationId, event, all), digests: all, contradictions, erased, unproven };
}

/** What stands there itself: a name like `constructor` finds nothing else. */
export const own = (members: Members, name: string): unknown =>
  Object.hasOwn(members, name) ? members[name] : undefined;

/** A part in words. */
export const partInWords = (part: PartName): string => `its ${part} (${CONTENTS[part]})`;

const CONTENTS: Readonly<Record<PartName, string>> = {
  actor: 'who did it, and which key reported it',
  context: 'where the request came from',
  target: 'resource, subject, related and summary',
  content: 'changes, details, reason of the outcome, and what was redacted',
};
