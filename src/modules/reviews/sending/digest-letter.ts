import { dateIn, wallTimeOf } from '../../../platform/clock/zoned-time';
import { letter, oneLine } from '../../../platform/mail/letter';
import type { Message } from '../../../platform/mail/mail-outbox';
import type { NamedCount, ReviewCount, ReviewFigures } from '../reviews.contract';

export interface DigestFacts {
  readonly to: string;
  readonly name: string | null;
  readonly organization: string;
  readonly publicUrl: string;
  readonly figures: ReviewFigures;
}

/** The weekly review as a mail: what there was, what was new, what awaits review, and where to look. */
export function digestLetter({ to, name, organization, publicUrl, figures }: DigestFacts): Message {
  const { from, to: until, time_zone } = figures.period;
  const view = (id: string): string =>
    `${publicUrl}/audit-log?${new URLSearchParams({ view: `builtin-${id}`, from, to: until }).toString()}`;
  const called = oneLine(organization);
  return letter({
    to,
    name,
    subject: `Weekly review of ${called}, ${dateIn(time_zone, new Date(from))} to ${dateIn(time_zone, new Date(until))}`,
    paragraphs: [
      `This is what the audit log of ${called} holds from ${shown(from, time_zone)} to ${shown(until, time_zone)} (${time_zone}). In brackets: the week before.`,
      [`Events: ${counted(figures.events)}`, ...figures.outcomes.map(named)].join('\n'),
      ['By source:', ...figures.sources.slice(0, MOST_SOURCES).map(named)].join('\n'),
      [
        `Failed sign-ins: ${counted(figures.failed_sign_ins)}\n  ${view('failed-sign-ins')}`,
        `Permission changes: ${counted(figures.permission_changes)}\n  ${view('permission-changes')}`,
        `Deletions and bulk operations: ${counted(figures.deletions)}\n  ${view('deletions')}`,
        `Exports: ${counted(figures.exports)}`,
      ].join('\n'),
      newActions(figures),
      newAddresses(figures),
      `Waiting for review: ${figures.open_alerts === 1 ? '1 open alert' : `${figures.open_alerts} open alerts`}\n  ${publicUrl}/alerts`,
    ],
    advice: `You get this mail once a week because you asked for it in Daybook. There you can move it to another day, or end it: ${publicUrl}/settings`,
  });
}

const MOST_SOURCES = 12;

/** `1,204 (1,180)` */
const counted = ({ count, before }: ReviewCount): string => `${figure(count)} (${figure(before)})`;
const named = (one: NamedCount): string => `  ${oneLine(one.name)}: ${counted(one)}`;
const figure = (count: number): string => count.toLocaleString('en-US');

/** `2026-11-21 08:00` on the clocks of the zone. */
const shown = (moment: string, zone: string): string =>
  new Date(wallTimeOf(Date.parse(moment), zone)).toISOString().slice(0, 16).replace('T', ' ');

function newActions({ new_actions: { count, actions } }: ReviewFigures): string {
  if (count === 0) return 'Actions never seen before: none';
  const more = count > actions.length ? `\n  and ${figure(count - actions.length)} more` : '';
  const lines = actions.map((action) => `  ${oneLine(action)}`).join('\n');
  return `Actions never seen before: ${figure(count)}\n${lines}${more}`;
}

function newAddresses({ new_addresses: { events, top } }: ReviewFigures): string {
  if (events === 0) return 'Events from new addresses: none';
  const lines = top.map(
    (one) => `  ${one.ip ?? 'unknown'}: ${figure(one.events)} by ${oneLine(one.actor ?? 'somebody')}`,
  );
  return [`Events from new addresses: ${figure(events)}`, ...lines].join('\n');
}
