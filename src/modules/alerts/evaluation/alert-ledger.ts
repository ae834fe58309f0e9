import { In, MoreThanOrEqual, Not, type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { MINUTE_MS } from '../../../platform/clock/clock';
import type { Row } from '../../../platform/database/row';
import { Alert, OTHERS, type CountedEvent } from '../inbox/alert.entity';
import type { AlertRule } from '../rules/alert-rule.entity';
import { conditionOf } from '../rules/alert-rule.presenter';
import type { EventMatch } from './matches';

/** So many alerts of a rule may wait in the inbox; what comes on top is gathered in one. */
export const MOST_WAITING = 100;
const KEPT_AT_EACH_END = 50;

type Span = Pick<Alert, 'firstAt' | 'lastAt'>;

/** The alerts that a rule's new matches may belong to, read, changed and written in one transaction. */
export class AlertLedger {
  readonly #touched = new Set<Row<Alert>>();
  readonly #raised: Row<Alert>[] = [];

  private constructor(
    private readonly rule: Row<AlertRule>,
    private readonly waiting: Row<Alert>[],
    private readonly closed: ReadonlyMap<string, number>,
    private room: number,
  ) {}

  /** What is waiting of these groups, since a moment; and how far those that are closed have counted. */
  static async open(
    manager: EntityManager,
    rule: Row<AlertRule>,
    groups: readonly string[],
    since: Date,
  ): Promise<AlertLedger> {
    const { organizationId, id: ruleId } = rule;
    const waiting = await manager.find(Alert, {
      where: {
        organizationId,
        ruleId,
        groupKey: In([...groups, OTHERS]),
        state: Not('closed'),
        lastAt: MoreThanOrEqual(since),
      },
      order: { lastAt: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    const closed: { group_key: string; last: string }[] = await manager.query(
      `SELECT group_key, max(last_sequence) AS last FROM alerts
        WHERE organization_id = $1 AND rule_id = $2 AND group_key = ANY ($3) AND state = 'closed' GROUP BY 1`,
      [organizationId, ruleId, groups],
    );
    const [{ count } = { count: 0 }]: { count: number }[] = await manager.query(
      `SELECT count(*)::int FROM (SELECT FROM alerts WHERE organization_id = $1 AND rule_id = $2 AND state <> 'closed' LIMIT ${MOST_WAITING}) a`,
      [organizationId, ruleId],
    );
    const floors = new Map(closed.map(({ group_key, last }) => [group_key, Number(last)]));
    return new AlertLedger(rule, waiting, floors, MOST_WAITING - count);
  }

  /** What a closed alert has counted does not count again. */
  hasClosed({ group, sequence }: EventMatch): boolean {
    return sequence <= (this.closed.get(group) ?? 0);
  }

  /** Whether a waiting alert of the group has counted it. */
  hasCounted({ group, at, sequence }: EventMatch): boolean {
    return this.waiting.some(
      (alert) =>
        alert.groupKey === group &&
        sequence <= alert.lastSequence &&
        alert.firstAt.getTime() <= at &&
        at <= alert.lastAt.getTime(),
    );
  }

  /** Adds a new match to the alert of its group whose window it lies in. False when there is none. */
  absorb(match: EventMatch): boolean {
    const alert = this.waiting.find((each) => each.groupKey === match.group && this.#reaches(each, match.at));
    if (alert) this.#add(alert, [match]);
    return alert !== undefined;
  }

  /** `fresh`: those of the matches that have not been seen before. */
  raise(group: string, matches: readonly EventMatch[], fresh: readonly EventMatch[], now: Date): void {
    if (this.room > 0) {
      this.room -= 1;
      return this.#insert(group, matches, now);
    }
    const last = matches.at(-1) as EventMatch;
    const others = this.waiting.find((each) => each.groupKey === OTHERS && this.#reaches(each, last.at));
    if (others) this.#add(others, fresh);
    else this.#insert(OTHERS, matches, now);
  }

  /** Writes all of it; the new ones. */
  async save(manager: EntityManager): Promise<readonly Row<Alert>[]> {
    if (this.#raised.length > 0) await manager.insert(Alert, this.#raised);
    for (const { organizationId, id, count, firstAt, lastAt, lastSequence, events } of this.#touched)
      await manager.update(Alert, { organizationId, id }, { count, firstAt, lastAt, lastSequence, events });
    return this.#raised;
  }

  #reaches({ firstAt, lastAt }: Span, at: number): boolean {
    const windowMs = this.rule.windowMinutes * MINUTE_MS;
    return firstAt.getTime() - windowMs <= at && at <= lastAt.getTime() + windowMs;
  }

  #add(alert: Row<Alert>, matches: readonly EventMatch[]): void {
    const times = matches.map(({ at }) => at);
    alert.count += matches.length;
    alert.firstAt = new Date(Math.min(alert.firstAt.getTime(), ...times));
    alert.lastAt = new Date(Math.max(alert.lastAt.getTime(), ...times));
    alert.lastSequence = Math.max(alert.lastSequence, ...matches.map(({ sequence }) => sequence));
    alert.events = bounded([...alert.events, ...matches.map(counted)]);
    if (!this.#raised.includes(alert)) this.#touched.add(alert);
  }

  #insert(groupKey: string, matches: readonly EventMatch[], raisedAt: Date): void {
    const { organizationId, id: ruleId, name, template, severity } = this.rule;
    const [first, last] = [matches[0] as EventMatch, matches.at(-1) as EventMatch];
    const alert: Row<Alert> = {
      organizationId,
      id: uuidv7(),
      ruleId,
      rule: { id: ruleId, name, template, ...conditionOf(this.rule) },
      severity,
      state: 'open',
      groupKey,
      count: matches.length,
      firstAt: new Date(first.at),
      lastAt: new Date(last.at),
      lastSequence: Math.max(...matches.map(({ sequence }) => sequence)),
      events: bounded(matches.map(counted)),
      raisedAt,
      assigneeId: null,
      assignedAt: null,
      assignedBy: null,
      closedAt: null,
      closedBy: null,
      verdict: null,
      note: null,
    };
    this.#raised.push(alert);
    this.waiting.push(alert);
  }
}

const counted = ({ event: { id, sequence } }: EventMatch): CountedEvent => ({ id, sequence });

const bounded = (events: CountedEvent[]): CountedEvent[] =>
  events.length <= 2 * KEPT_AT_EACH_END
    ? events
    : [...events.slice(0, KEPT_AT_EACH_END), ...events.slice(-KEPT_AT_EACH_END)];
