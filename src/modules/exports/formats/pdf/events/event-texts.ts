import type { CopiedRow } from '../../../../../platform/database/copy-rows';
import { COLUMN } from '../../../building/exported-columns';
import { rawMembers, textOf } from '../../../building/raw-members';
import type { Cell, CellText, Note } from './cell';
import { notesOf } from './event-notes';
import { actorTexts, referenceText } from './reference-text';
import { tombstoneOf, type Part } from './tombstone';
import { plain, type ZoneTime } from './zone-time';

/** Everything that the file says of one event, cell by cell in the order of the table. */
export interface EventTexts {
  readonly cells: readonly Cell[];
  readonly notes: readonly Note[];
  readonly erased: boolean;
}

const ERASED: Cell = { key: 'erased', texts: () => grey('erased') };
const NO_PARTS: ReadonlySet<Part> = new Set();

export function eventTexts(row: CopiedRow, zone: ZoneTime): EventTexts {
  const tombstone = tombstoneOf(row[COLUMN.erasure]);
  const gone = tombstone?.parts ?? NO_PARTS;
  const target = rawMembers(row[COLUMN.target]);
  return {
    cells: [
      { key: null, texts: () => ink(row[COLUMN.sequence]) },
      timeCell(row[COLUMN.occurredAt] ?? '', zone),
      gone.has('actor') ? ERASED : actorCell(row[COLUMN.actor] ?? '{}'),
      actionCell(row),
      gone.has('target') ? ERASED : resourceCell(target),
      resultCell(row),
      gone.has('context') ? ERASED : addressCell(row[COLUMN.context]),
      gone.has('target') ? ERASED : { key: null, texts: () => ink(textOf(target.summary)) },
    ],
    notes: notesOf(row, tombstone, target.related),
    erased: tombstone !== null,
  };
}

const ink = (text: string | null | undefined): CellText[] => (text ? [{ text, look: 'ink' }] : []);
const grey = (text: string | null | undefined): CellText[] => (text ? [{ text, look: 'grey' }] : []);

const timeCell = (time: string, zone: ZoneTime): Cell => ({
  key: null,
  texts: () =>
    zone.differs ? [...ink(plain(time)), ...grey(zone.clock(time))] : [{ text: plain(time), look: 'ink' }],
});

const actorCell = (part: string): Cell => ({
  key: part,
  texts: () => {
    const [first, ...more] = actorTexts(rawMembers(part).actor);
    return [...ink(first), ...more.flatMap(grey)];
  },
});

function actionCell(row: CopiedRow): Cell {
  const [action, source, operation, category] = [
    row[COLUMN.action],
    row[COLUMN.source],
    row[COLUMN.operation],
    row[COLUMN.category],
  ];
  return {
    key: `${action}\0${source}\0${operation}\0${category}`,
    texts: () => [...ink(action), ...grey([source, operation, category].filter(Boolean).join(' · '))],
  };
}

const resourceCell = ({ resource = '', subject = '' }: Partial<Record<string, string>>): Cell => ({
  key: `${resource}\0${subject}`,
  texts: () => {
    const of = referenceText(subject);
    return [...ink(referenceText(resource)), ...grey(of && `of ${of}`)];
  },
});

function resultCell(row: CopiedRow): Cell {
  const [outcome, flags] = [row[COLUMN.outcome] ?? '', row[COLUMN.flags] ?? ''];
  return {
    key: `${outcome}\0${flags}`,
    texts: () => [
      { text: outcome, look: outcome === 'success' ? 'ink' : 'bold' },
      ...grey(flags.replaceAll(';', ', ')),
    ],
  };
}

function addressCell(part: string | null | undefined): Cell {
  const { ip, country } = rawMembers(part);
  return {
    key: `${ip}\0${country}`,
    texts: () => [...ink(textOf(ip)), ...grey(textOf(country))],
  };
}
