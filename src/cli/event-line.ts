import type { AuditEvent } from '../modules/audit/audit.contract';

/** An event as one line for a terminal. */
export function eventLine({ occurred_at, sequence, action, outcome, actor, summary }: AuditEvent): string {
  const who = actor === null ? '-' : (actor.name ?? actor.email ?? actor.id ?? actor.type);
  return printable([occurred_at, `#${sequence}`, action, outcome, who, summary ?? ''].join('  '));
}

/** Others wrote it: nothing in it moves the cursor, colours, or turns the direction of what follows. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

export const printable = (text: string): string =>
  text.replace(CONTROL, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
