import type { CopiedRow } from '../../../../../platform/database/copy-rows';
import { COLUMN } from '../../../building/exported-columns';
import { rawMembers, textOf } from '../../../building/raw-members';
import { changesText } from './changes-text';
import { actorTexts, referenceText, relatedText } from './reference-text';
import { tombstoneOf, type Part } from './tombstone';
import { plain, type ZoneTime } from './zone-time';

export type Look = 'ink' | 'grey' | 'bold';

/** A text of a cell, beginning on a line of its own. */
export interface CellText {
  readonly text: string;
  readonly look: Look;
}

/** What stands below the row of an event, across the page. */
export interface Note {
  readonly label: string;
  readonly text: string;
  readonly look: Look;
}

/** Everything that the file says of one event, cell by cell in the order of the table. */
export interface EventTexts {
  readonly cells: readonly (readonly CellText[])[];
  readonly notes: readonly Note[];
  readonly erased: boolean;
}

/** What is recorded later than this after it happened, says so. */
const LATE_MS = 60_000;
const NO_PARTS: ReadonlySet<Part> = new Set();

export function eventTexts(row: CopiedRow, zone: ZoneTime): EventTexts {
  const tombstone = tombstoneOf(row[COLUMN.erasure]);
  const gone = tombstone?.parts ?? NO_PARTS;
  const target = rawMembers(row[COLUMN.target]);
  const said = (part: Part, cell: readonly CellText[]): readonly CellText[] =>
    gone.has(part) ? [{ text: 'erased', look: 'grey' }] : cell;
  return {
    cells: [
      ink(row[COLUMN.sequence]),
      timeCell(row[COLUMN.occurredAt] ?? '', zone),
      said('actor', actorCell(row[COLUMN.actor])),
      actionCell(row),
      said('target', resourceCell(target)),
      resultCell(row),
      said('context', addressCell(row[COLUMN.context])),
      said('target', ink(textOf(target.summary))),
    ],
    notes: [
      ...(tombstone ? [{ label: 'Erased', text: tombstone.text, look: 'bold' as const }] : []),
      ...notes(row, target.related),
    ],
    erased: tombstone !== null,
  };
}

const ink = (text: string | null | undefined): CellText[] => (text ? [{ text, look: 'ink' }] : []);
const grey = (text: string | null | undefined): CellText[] => (text ? [{ text, look: 'grey' }] : []);

const timeCell = (time: string, zone: ZoneTime): CellText[] => [
  ...ink(plain(time)),
  ...(zone.differs ? grey(zone.clock(time)) : []),
];

function actorCell(part: string | null | undefined): CellText[] {
  const [first, ...more] = actorTexts(rawMembers(part).actor);
  return [...ink(first), ...more.flatMap(grey)];
}

const actionCell = (row: CopiedRow): CellText[] => [
  ...ink(row[COLUMN.action]),
  ...grey([row[COLUMN.source], row[COLUMN.operation], row[COLUMN.category]].filter(Boolean).join(' · ')),
];

const resourceCell = ({ resource, subject }: Partial<Record<string, string>>): CellText[] => [
  ...ink(referenceText(resource)),
  ...grey(subject && subject !== 'null' ? `of ${referenceText(subject)}` : null),
];

const resultCell = (row: CopiedRow): CellText[] => [
  { text: row[COLUMN.outcome] ?? '', look: row[COLUMN.outcome] === 'success' ? 'ink' : 'bold' },
  ...grey(row[COLUMN.flags]?.replaceAll(';', ', ')),
];

function addressCell(part: string | null | undefined): CellText[] {
  const { ip, country } = rawMembers(part);
  return [...ink(textOf(ip)), ...grey(textOf(country))];
}

function notes(row: CopiedRow, related: string | undefined): Note[] {
  const content = rawMembers(row[COLUMN.content]);
  const [occurredAt = '', recordedAt = ''] = [row[COLUMN.occurredAt] ?? '', row[COLUMN.recordedAt] ?? ''];
  const late = Math.abs(Date.parse(recordedAt) - Date.parse(occurredAt)) > LATE_MS;
  const changes = changesText(content.changes);
  const found: readonly (readonly [label: string, text: string | undefined, look: Look])[] = [
    ['Reason', textOf(content.outcome_reason), 'ink'],
    ...changes.map((text, i) => [i === 0 ? 'Changed' : '', text, 'ink'] as const),
    ['Details', content.details, 'grey'],
    ['Related', relatedText(related), 'grey'],
    ['Removed', content.redaction, 'grey'],
    ['Recorded', late ? `${plain(recordedAt)} UTC` : undefined, 'grey'],
  ];
  return found.flatMap(([label, text, look]) => (text ? [{ label, text, look }] : []));
}
