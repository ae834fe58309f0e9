import type { CopiedRow } from '../../../../../platform/database/copy-rows';
import { COLUMN } from '../../../building/exported-columns';
import { rawMembers, textOf } from '../../../building/raw-members';
import type { Look, Note } from './cell';
import { changesText } from './changes-text';
import { relatedText } from './reference-text';
import type { Tombstone } from './tombstone';
import { plain } from './zone-time';

/** What is recorded later than this after it happened, says so. */
const LATE_MS = 60_000;
const TO_THE_SECOND = 'YYYY-MM-DDTHH:MM:SS'.length;

/** What is said below the row of an event. `related`: as its part has it, raw. */
export function notesOf(row: CopiedRow, tombstone: Tombstone | null, related: string | undefined): Note[] {
  const notes: Note[] = [];
  const note = (label: string, text: string | undefined, look: Look): void => {
    if (text) notes.push({ label, text, look });
  };
  if (tombstone) note('Erased', tombstone.text, 'bold');
  const content = row[COLUMN.content];
  if (content) {
    const { outcome_reason, changes, details, redaction } = rawMembers(content);
    note('Reason', textOf(outcome_reason), 'ink');
    changesText(changes).forEach((text, i) => note(i === 0 ? 'Changed' : '', text, 'ink'));
    note('Details', details, 'grey');
    note('Removed', redaction, 'grey');
  }
  note('Related', relatedText(related), 'grey');
  note('Recorded', lateness(row[COLUMN.occurredAt] ?? '', row[COLUMN.recordedAt] ?? ''), 'grey');
  return notes;
}

function lateness(occurredAt: string, recordedAt: string): string | undefined {
  if (occurredAt.slice(0, TO_THE_SECOND) === recordedAt.slice(0, TO_THE_SECOND)) return undefined;
  const late = Math.abs(Date.parse(recordedAt) - Date.parse(occurredAt)) > LATE_MS;
  return late ? `${plain(recordedAt)} UTC` : undefined;
}
