import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock, DAY_MS, MINUTE_MS } from '../../../platform/clock/clock';
import type { Row } from '../../../platform/database/row';
import type { AuditEvent } from '../../audit/audit.contract';
import type { Expression } from '../../audit/audit.event-query';
import { AuditReader } from '../../audit/audit.reader';
import type { Alert } from '../inbox/alert.entity';
import type { AlertRule } from '../rules/alert-rule.entity';
import { AlertLedger } from './alert-ledger';
import { firings } from './firings';
import { groupOf, testsOf } from './group';
import { matchOf, newestOf, type EventMatch } from './matches';

/** What happened longer ago than this when it was recorded is history (an import, say): for trials, not for alerts. */
const NEWS_MS = 7 * DAY_MS;
const MOST_HISTORY = 20_000;
const HISTORY_MS = 10_000;
/** Groups that are asked for by name; of more, the history of all is read. */
const MOST_NAMED = 16;

/** A rule, and what it asks of each event. */
export interface WatchedRule {
  readonly rule: Row<AlertRule>;
  readonly where: readonly Expression[];
}

/** What a rule's new matches amount to, given those before. */
@Injectable()
export class AlertRaising {
  constructor(
    private readonly reader: AuditReader,
    private readonly clock: Clock,
  ) {}

  /**
   * Adds new matches (of sequences above `position`, up to `through`) to alerts that wait, and raises others. Returns the new
   * ones. Everything that it decides from is committed below `through` or locked by the transaction, so that whoever does it
   * over comes to the same.
   */
  async raise(
    manager: EntityManager,
    watched: WatchedRule,
    news: readonly AuditEvent[],
    reach: { readonly position: number; readonly through: number },
  ): Promise<readonly Row<Alert>[]> {
    const { rule } = watched;
    const fresh = news.filter((event) => isNews(event, rule)).map((event) => matchOf(rule.groupBy, event));
    if (fresh.length === 0) return [];
    const windowMs = rule.windowMinutes * MINUTE_MS;
    const from = new Date(Math.min(...fresh.map(({ at }) => at)) - 2 * windowMs);
    const groups = [...new Set(fresh.map(({ group }) => group))];
    const ledger = await AlertLedger.open(manager, rule, groups, from);
    const rest = fresh
      .toSorted((a, b) => a.at - b.at || a.sequence - b.sequence)
      .filter((each) => !ledger.absorb(each));
    if (rest.length > 0) {
      const past = rule.threshold === 1 ? [] : await this.#past(watched, rest, reach.position);
      this.#fire(
        ledger,
        rule,
        past.filter((each) => !ledger.hasClosed(each) && !ledger.hasCounted(each)),
        rest,
      );
    }
    return ledger.save(manager);
  }

  #fire(
    ledger: AlertLedger,
    { threshold, windowMinutes }: Row<AlertRule>,
    past: readonly EventMatch[],
    rest: readonly EventMatch[],
  ): void {
    const fresh = new Set(rest);
    for (const { group, matches } of firings([...past, ...rest], { threshold, windowMinutes })) {
      const ours = matches.filter((match) => fresh.has(match));
      if (ours.length > 0) ledger.raise(group, matches, ours, this.clock.now());
    }
  }

  /** Earlier matches of the same groups, as far as a window reaches to either side: events may arrive late. */
  async #past(
    { rule, where }: WatchedRule,
    rest: readonly EventMatch[],
    position: number,
  ): Promise<EventMatch[]> {
    const { organizationId, groupBy, sinceSequence } = rule;
    const windowMs = rule.windowMinutes * MINUTE_MS;
    const times = rest.map(({ at }) => at);
    const query = {
      from: new Date(Math.min(...times) - windowMs).toISOString(),
      to: new Date(Math.max(...times) + windowMs + 1).toISOString(),
      where: [...where, ...narrowed(rule, rest)],
    };
    const until = AbortSignal.timeout(HISTORY_MS);
    const { events } = await newestOf(this.reader, organizationId, query, { most: MOST_HISTORY, until });
    const groups = new Set(rest.map(({ group }) => group));
    return events
      .filter((event) => event.sequence <= position && event.sequence > sinceSequence)
      .map((event) => matchOf(groupBy, event))
      .filter(({ group }) => groups.has(group));
  }
}

const isNews = (
  { sequence, occurred_at, recorded_at }: AuditEvent,
  { sinceSequence }: Row<AlertRule>,
): boolean => sequence > sinceSequence && Date.parse(recorded_at) - Date.parse(occurred_at) <= NEWS_MS;

function narrowed({ groupBy }: Row<AlertRule>, matches: readonly EventMatch[]): Expression[] {
  const groups = [...new Map(matches.map(({ group, event }) => [group, groupOf(groupBy, event)])).values()];
  if (groups.length > MOST_NAMED) return [];
  const [only] = groups;
  if (groups.length === 1 && only) return testsOf(only);
  return [{ any: groups.map((group) => ({ all: testsOf(group) })) }];
}
