import { Injectable } from '@nestjs/common';
import { DAY_MS } from '../../../platform/clock/clock';
import { CATEGORIES } from '../../../platform/context/action-spec';
import type { Adoption, AdoptionView, FeatureAdoption } from '../activity.contract';
import { findType } from '../activity.types';
import { countByActor } from '../counting/actor-days';
import { clockOf, Frames, type ActivityQuestion, type Frame } from '../people/frames';
import { groupBy } from '../people/group-by';
import { isIn } from '../people/circle';
import type { Person } from '../people/person';
import type { Span } from '../time/zone-clock';
import { peopleIn } from './active-users';
import { namesOf, typesAsked, usesOfFeatures, usesOfTypes } from './feature-uses';
import { writtenValue } from '../../audit/audit.query-language';
import { evidenceFor, termsOf, type Evidence } from './evidence';
import { frameOf, isCategory, span } from './present';

export interface AdoptionQuestion extends ActivityQuestion {
  readonly feature?: string;
  readonly bucket?: 'day' | 'week';
}

const MOST_FEATURES = 100;
const MOST_DAILY = 31;

/** What was used, by whom, span by span. */
interface Usage {
  readonly feature: string;
  readonly name: string;
  readonly kind: FeatureAdoption['kind'];
  readonly events: number;
  readonly users: readonly ReadonlySet<Person>[];
}

/** `GET /v1/activity/adoption`: who uses which feature, of those who are active (S0-24). */
@Injectable()
export class AdoptionFigures {
  constructor(private readonly frames: Frames) {}

  of({ feature, ...question }: AdoptionQuestion): Promise<AdoptionView> {
    return this.frames.over(question, async (frame) => {
      const { range, zone } = frame;
      const clock = clockOf(zone, range);
      const bucket = question.bucket ?? (range.to - range.from > MOST_DAILY * DAY_MS ? 'week' : 'day');
      const spans =
        bucket === 'day' ? clock.daysOf(range.from, range.to) : clock.weeksOf(range.from, range.to);
      const usages = await usagesOf(frame, spans, feature);
      const [active = []] = await peopleIn(frame, [spans]);
      return {
        ...frameOf(frame),
        bucket,
        features: usages.map((usage) => ({
          ...featureView(usage, active, spans),
          query: queryOf(usage, evidenceFor(frame.circle)),
        })),
      };
    });
  }
}

async function usagesOf(frame: Frame, spans: readonly Span[], feature: string | undefined): Promise<Usage[]> {
  if (feature !== undefined && isCategory(feature)) return [await usageOfCategory(frame, spans, feature)];
  const { log, circle } = frame;
  const uses = [
    ...(await usesOfTypes(log, circle, spans, feature)),
    ...(await usesOfFeatures(log, circle, spans, feature)),
  ].filter(({ actor_key: key }) => circle.personOf.has(key));
  const groups = [...groupBy(uses, ({ kind, feature: id }) => `${kind} ${id}`).values()];
  const names = await namesOf(log, [
    ...new Set(uses.filter((use) => use.kind === 'feature').map((use) => use.feature)),
  ]);
  const used = groups.map((group): Usage => {
    const { kind, feature: id } = group[0] as (typeof group)[number];
    const users = spans.map(() => new Set<Person>());
    for (const { actor_key, span: n } of group) users[n]?.add(circle.personOf.get(actor_key) as Person);
    return {
      feature: id,
      kind,
      name: (kind === 'feature' ? names.get(id) : wordsOf(id)) ?? id,
      events: group.reduce((sum, { n }) => sum + n, 0),
      users,
    };
  });
  return mostUsed([...used, ...unused(used, spans, feature)]);
}

/** Types that nobody used are told of as well: that, too, answers whether a team uses them. */
const unused = (used: readonly Usage[], spans: readonly Span[], feature: string | undefined): Usage[] =>
  typesAsked(feature)
    .filter(({ type }) => !used.some((usage) => usage.kind === 'type' && usage.feature === type))
    .map(({ type }) => ({
      feature: type,
      kind: 'type',
      name: wordsOf(type),
      events: 0,
      users: spans.map(() => new Set()),
    }));

const mostUsed = (usages: readonly Usage[]): Usage[] =>
  usages
    .toSorted(
      (a, b) =>
        union(b.users).size - union(a.users).size || b.events - a.events || (a.feature < b.feature ? -1 : 1),
    )
    .slice(0, MOST_FEATURES);

async function usageOfCategory(
  frame: Frame,
  spans: readonly Span[],
  category: (typeof CATEGORIES)[number],
): Promise<Usage> {
  const counts = await countByActor(frame.log, frame.circle.keys, frame.range);
  const own = counts.filter(
    (count) => count.category === category && frame.circle.personOf.has(count.actor_key),
  );
  return {
    feature: category,
    kind: 'category',
    name: wordsOf(category),
    events: own.reduce((sum, { n }) => sum + n, 0),
    users: (await peopleIn(frame, [spans], category))[0] ?? [],
  };
}

function featureView(
  { feature, name, kind, events, users }: Usage,
  active: readonly ReadonlySet<Person>[],
  spans: readonly Span[],
): Omit<FeatureAdoption, 'query'> {
  const [allUsers, allActive] = [union(users), union(active)];
  const teams = teamsOf(allActive);
  return {
    feature,
    name,
    kind,
    events,
    ...adoptionOf(allUsers, allActive),
    buckets: spans.map(({ day, ...part }, index) => ({
      start: day,
      ...span(part),
      users: users[index]?.size ?? 0,
      active: active[index]?.size ?? 0,
    })),
    teams: [...teams].map(([id, teamName]) => ({
      id,
      name: teamName,
      ...adoptionOf(inTeam(allUsers, id), inTeam(allActive, id)),
    })),
  };
}

function queryOf({ kind, feature }: Usage, evidence: Evidence): string | null {
  const type = findType(feature);
  if (kind === 'type') return type ? evidence.own(termsOf(type)) : null;
  if (kind === 'category') return evidence.own(`category:${feature}`);
  return evidence.own(`resource.type:feature resource.id:${writtenValue(feature)} outcome:success`);
}

const adoptionOf = (users: ReadonlySet<Person>, active: ReadonlySet<Person>): Adoption => ({
  users: users.size,
  active: active.size,
  share: active.size === 0 ? null : Math.round((users.size / active.size) * 10_000) / 10_000,
});

const union = (sets: readonly ReadonlySet<Person>[]): Set<Person> => new Set(sets.flatMap((set) => [...set]));
const inTeam = (people: ReadonlySet<Person>, team: string): Set<Person> =>
  new Set([...people].filter((person) => isIn(person, team)));

/** Teams with somebody active, by their names. */
const teamsOf = (people: ReadonlySet<Person>): Map<string, string> =>
  new Map(
    [...people]
      .flatMap(({ member }) => member?.teams ?? [])
      .toSorted((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1))
      .map(({ id, name }) => [id, name]),
  );

/** `report_generated` → `Report generated` */
const wordsOf = (name: string): string => (name[0] ?? '').toUpperCase() + name.slice(1).replaceAll('_', ' ');
