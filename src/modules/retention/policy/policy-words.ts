import type { Weakening } from '../retention.contract';
import type { PolicyTerms } from './policy';

const MOST_WORDS = 3;

export const daysText = (days: number | null): string =>
  days === null ? 'for ever' : days === 1 ? '1 day' : `${days} days`;

/** A policy in a few words: `90 days (2 rules, at least 30 days)`. */
export function policyText({
  defaultDays,
  rules,
  floorDays,
  preset,
  erasureAllowed,
  archive,
}: PolicyTerms): string {
  const more = [
    ...(rules.length > 0 ? [rules.length === 1 ? '1 rule' : `${rules.length} rules`] : []),
    ...(floorDays === null ? [] : [`at least ${daysText(floorDays)}`]),
    ...(preset === 'custom' ? [] : [`preset ${preset}`]),
    ...(erasureAllowed ? [] : ['no erasure']),
    ...(archive ? ['archived'] : []),
  ];
  return `${daysText(defaultDays)}${more.length > 0 ? ` (${more.join(', ')})` : ''}`;
}

/** What a change makes weaker, completing "asks to …". Holds names of sources at most, never anybody's text. */
export function weakeningsText(weakens: readonly Weakening[]): string {
  const words = weakens.slice(0, MOST_WORDS).map(weakeningText).join(', and to ');
  return weakens.length > MOST_WORDS
    ? `${words}, and ${weakens.length - MOST_WORDS} more of the kind`
    : words;
}

function weakeningText(weakening: Weakening): string {
  const { what } = weakening;
  if (what === 'erasure_allowed') return 'allow erasures';
  if (what === 'archive_ended') return 'drop expired events without an archive';
  if (what === 'preset_left') return `leave the preset ${weakening.from}`;
  const { from, to } = weakening;
  if (what === 'floor_lowered')
    return `lower the floor from ${daysText(from)} to ${to === null ? 'none' : daysText(to)}`;
  return `keep ${eventsText(weakening)} for ${daysText(to)} instead of ${from === null ? '' : 'for '}${daysText(from)}`;
}

const eventsText = ({ source, category }: { source: string | null; category: string | null }): string =>
  [
    'events',
    ...(source === null ? [] : [`of the source ${source}`]),
    ...(category === null ? [] : [`of the category ${category}`]),
  ].join(' ');
