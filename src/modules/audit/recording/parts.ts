import { hash } from 'node:crypto';
import type { NewEvent } from '../audit.event';
import { canonicalJson } from './canonical-json';
import { SALT_BYTES, writeSalt } from './salts';

/** The four parts that can be erased one without the other (design.md, "The event"). */
export const PART_NAMES = ['actor', 'context', 'target', 'content'] as const;
export type PartName = (typeof PART_NAMES)[number];

/** A part as it is stored: salt and canonical JSON side by side in `bytes`, because their digest is over both. */
export interface Part {
  readonly bytes: Buffer;
  readonly digest: string;
}

export type Parts = Record<PartName, Part | null>;

export const saltOf = (part: Part | null): Buffer | null => part && part.bytes.subarray(0, SALT_BYTES);
export const textOf = (part: Part | null): Buffer | null => part && part.bytes.subarray(SALT_BYTES);

/** Members that are null or empty are left out, so that what was not said has no bytes. */
export function partsOf(event: NewEvent): Parts {
  const {
    actor,
    reported_by,
    context,
    resource,
    subject,
    related,
    summary,
    changes,
    details,
    outcome_reason,
    redaction,
  } = event;
  return {
    actor: part({ actor, reported_by }),
    context: part(context),
    target: part({ related: related.length > 0 ? related : null, resource, subject, summary }),
    content: part({
      changes,
      details: Object.keys(details).length > 0 ? details : null,
      outcome_reason,
      redaction,
    }),
  };
}

function part(members: Record<string, unknown>): Part | null {
  const text = canonicalJson(said(members));
  if (text === '{}') return null;
  const bytes = Buffer.allocUnsafe(SALT_BYTES + Buffer.byteLength(text));
  writeSalt(bytes);
  bytes.write(text, SALT_BYTES);
  return { bytes, digest: hash('sha256', bytes, 'hex') };
}

function said(members: Record<string, unknown>): Record<string, unknown> {
  const present: Record<string, unknown> = {};
  for (const name of Object.keys(members)) {
    const value = members[name];
    if (value !== null && value !== undefined) present[name] = value;
  }
  return present;
}
