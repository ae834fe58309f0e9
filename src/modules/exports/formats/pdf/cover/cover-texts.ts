import type { ExportFacts } from '../../file-writer';
import { plain, ZoneTime } from '../events/zone-time';

/** A line of the list of facts. `form`: what is known at the end only. */
export interface Fact {
  readonly label: string;
  readonly value?: string;
  readonly form?: 'pageCount' | 'eventCount' | 'sequences';
}

export interface Section {
  readonly title: string;
  readonly paragraphs: readonly string[];
}

export const TITLE = 'Audit log export';

/** The range in a few words, for every page. */
export function rangeText({ range: { from, to } }: ExportFacts): string {
  if (from === null && to === null) return 'the whole log';
  if (from === null) return `before ${to === null ? '' : plain(to)} UTC`;
  return `${plain(from)} UTC ${to === null ? 'and later' : `to ${plain(to)} UTC`}`;
}

export function factsOf(facts: ExportFacts): Fact[] {
  const zone = new ZoneTime(facts.timeZone);
  const time = (at: string): string =>
    zone.differs ? `${plain(at)} UTC, ${zone.local(at)} in ${zone.zone}` : `${plain(at)} UTC`;
  const { from, to } = facts.range;
  return [
    { label: 'Organization', value: `${facts.organization.name} (${facts.organization.id})` },
    { label: 'From', value: from === null ? 'the first event' : time(from) },
    { label: 'To', value: to === null ? 'the moment of the request' : `${time(to)} (not included)` },
    { label: 'Time zone', value: zone.differs ? `UTC and ${zone.zone}` : 'UTC' },
    { label: 'Requested by', value: facts.requestedBy },
    { label: 'Requested at', value: time(facts.requestedAt) },
    { label: 'Export', value: facts.exportId },
    { label: 'End of the log', value: `event ${facts.lastSequence} at the moment of the request` },
    { label: 'Events', form: 'eventCount' },
    { label: 'Numbers', form: 'sequences' },
    { label: 'Pages', form: 'pageCount' },
  ];
}

export const filterOf = ({ filter }: ExportFacts): Section => ({
  title: 'Which events',
  paragraphs: filter.length > 0 ? filter.map((line) => `•  ${line}`) : ['All events of this range.'],
});

export const EXPLANATIONS: readonly Section[] = [
  {
    title: 'What this is',
    paragraphs: [
      'Every event of the log that answers what stands under “Which events”, in the order in which they were recorded, none left out. A row is one event. The number in front is its place in the log: numbers are given once, without gaps, and never change.',
    ],
  },
  {
    title: 'How to check it',
    paragraphs: [
      'This document came in a ZIP file together with manifest.json, which says what was asked for and has the SHA-256 of this document, and manifest.sig, the signature of the manifest.',
      '“daybook verify FILE.zip” says whether anything was changed since, and where. It needs nothing but the ZIP file and the public key of the installation.',
    ],
  },
  {
    title: 'How to read it',
    paragraphs: [
      'Changed: a field of the record, before → after; a dash (—) for what was not there. Values are written as JSON: texts in quotation marks.',
      'Flags stand under the result, as they were set when the event was recorded: critical, phi (health data), off_hours, new_ip and others.',
      'Erased: an event whose content was erased keeps its row. Number, time, action and result stay, and so does the hash by which the log proves it. What is gone says “erased”, when, and by which event.',
      'Characters: a box with digits is a character that the font of this document lacks, by its number in Unicode; copying and searching give the character itself. ↵ is the end of a line within a text, ⇥ a tab; other controls, which nobody would see, are shown by their number, such as ⟨U+202E⟩.',
      'Left out for want of room: the ids of events, sessions and requests, user agents, routes, who reported an event, and hashes. The formats NDJSON and JSON have everything.',
    ],
  },
];
