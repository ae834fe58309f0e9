import { Injectable } from '@nestjs/common';
import { Clock, DAY_MS } from '../../../platform/clock/clock';
import { currentPrincipal } from '../../../platform/context/request-context';
import { invalidField } from '../../../platform/errors/daybook-error';
import { parseQuery } from '../../audit/audit.event-filter';
import type { AuditEvent } from '../../audit/audit.contract';
import type { EventQuery } from '../../audit/audit.event-query';
import { AuditReader } from '../../audit/audit.reader';
import { AuditRecorder } from '../../audit/audit.recorder';
import type { AlertRuleTrial, Condition, EventReference, FiringExample, Grouping } from '../alerts.contract';
import { firings, type Firing } from '../evaluation/firings';
import { groupOf } from '../evaluation/group';
import { matchOf, newestOf, type EventMatch, type Found } from '../evaluation/matches';
import type { TrialDto } from './rule-trial.dto';
import { plain } from './rule-fields';
import { requireGoodCondition, whereOf } from './rule-query';

const DEFAULT_DAYS = 30;
const MOST_MATCHES = 50_000;
const MOST_EXAMPLES = 20;
const PATIENCE_MS = 8_000;

/** "It would have fired twice in 30 days": a rule held against the past, by the same counting as in its future. */
@Injectable()
export class RuleTrial {
  constructor(
    private readonly reader: AuditReader,
    private readonly recorder: AuditRecorder,
    private readonly clock: Clock,
  ) {}

  /** Looks at the newest 50,000 matches, for eight seconds; the answer says which part of the range that was. */
  async run({ from, to, tz, query: asked, ...limits }: TrialDto): Promise<AlertRuleTrial> {
    const condition = { ...limits, query: plain(asked) };
    requireGoodCondition(condition);
    const query = { ...this.#range({ from, to, tz }), where: whereOf(condition.query) };
    const found = await newestOf(this.reader, currentPrincipal().organizationId, query, {
      most: MOST_MATCHES,
      until: AbortSignal.timeout(PATIENCE_MS),
    });
    const trial = trialOf(found, query, condition);
    const { firings: count } = trial;
    this.recorder.describe({ details: { ...condition, from: query.from, to: query.to, firings: count } });
    return trial;
  }

  #range({ from, to, tz }: Pick<TrialDto, 'from' | 'to' | 'tz'>): Omit<EventQuery, 'where'> {
    const now = this.clock.now();
    const start = from ?? new Date(now.getTime() - DEFAULT_DAYS * DAY_MS).toISOString();
    const range = parseQuery({ from: start, to: to ?? now.toISOString(), ...(tz ? { tz } : {}) }, now);
    if (range.from >= range.to) throw invalidField('/from', 'must be before the end of the range');
    return { from: range.from, to: range.to };
  }
}

function trialOf(found: Found, query: EventQuery, condition: Condition): AlertRuleTrial {
  const { threshold, window_minutes: windowMinutes, group_by: by } = condition;
  const matches = found.events.map((event) => matchOf(by, event));
  const all = firings(matches, { threshold, windowMinutes });
  const newest = all.slice(-MOST_EXAMPLES).toReversed();
  return {
    firings: all.length,
    examples: newest.map((firing) => exampleOf(by, firing)),
    matched: matches.length,
    examined: { from: examinedFrom(found, query), to: query.to },
    complete: found.complete,
  };
}

const examinedFrom = ({ events, complete }: Found, query: EventQuery): string =>
  complete ? query.from : (events.at(-1) as AuditEvent).occurred_at;

function exampleOf(by: Grouping, { at, matches }: Firing<EventMatch>): FiringExample {
  const [first, last] = [matches[0] as EventMatch, matches.at(-1) as EventMatch];
  return {
    at: new Date(at).toISOString(),
    group: groupOf(by, last.event),
    count: matches.length,
    first_event: reference(first.event),
    last_event: reference(last.event),
  };
}

const reference = ({ id, sequence, occurred_at }: AuditEvent): EventReference => ({
  id,
  sequence,
  occurred_at,
});
