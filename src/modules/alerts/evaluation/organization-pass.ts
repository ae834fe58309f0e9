import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { EventDraft } from '../../../platform/context/request-record';
import type { Row } from '../../../platform/database/row';
import { DaybookError } from '../../../platform/errors/daybook-error';
import { Log } from '../../../platform/log/log';
import { AuditReader } from '../../audit/audit.reader';
import { UnitOfWork, type Changes } from '../../audit/audit.unit-of-work';
import { alertActions } from '../alerts.actions';
import type { Alert } from '../inbox/alert.entity';
import { whyOf } from '../inbox/why';
import { AlertRule } from '../rules/alert-rule.entity';
import { whereOf } from '../rules/rule-query';
import { AlertMails } from './alert-mails';
import { AlertRaising, type WatchedRule } from './alert-raising';
import { Introduction } from './introduction';

/** Sequences in one transaction; fewer where the rules are costly to ask. */
export const SPANS: readonly number[] = [2_000, 100, 5];
const MOST_RELATED = 20;

/**
 * Holds what is new in one organization's log against its rules. One transaction takes the progress in hand, raises alerts, leaves
 * their events and mails, and moves on: each event is counted exactly once, whoever dies and however many work at it.
 */
@Injectable()
export class OrganizationPass {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: AuditReader,
    private readonly introduction: Introduction,
    private readonly raising: AlertRaising,
    private readonly mails: AlertMails,
    private readonly log: Log,
  ) {}

  /** How many sequences further it is; 0 when there was nothing to do, or somebody else is at it. */
  async run(organizationId: string): Promise<number> {
    const advanced = await this.unitOfWork.systemChanges(organizationId, (manager) =>
      this.#pass(manager, organizationId),
    );
    this.mails.deliverSoon();
    return advanced;
  }

  async #pass(manager: EntityManager, organizationId: string): Promise<Changes<number>> {
    const progress = await this.introduction.take(manager, organizationId);
    if (!progress) return { result: 0, events: [] };
    const introduced = await this.introduction.complete(manager, progress);
    const rules = await manager.find(AlertRule, {
      where: { organizationId, enabled: true },
      order: { id: 'ASC' },
    });
    const { position } = progress;
    const { through, raised } = await this.#evaluate(manager, organizationId, rules, position);
    await this.introduction.advance(manager, organizationId, through);
    return {
      result: through - position,
      events: [
        ...(introduced ? [{ spec: alertActions['alert_rules.introduced'], event: introduced }] : []),
        ...raised.map((alert) => ({ spec: alertActions['alert.raised'], event: eventOf(alert) })),
      ],
    };
  }

  async #evaluate(
    manager: EntityManager,
    organizationId: string,
    rules: readonly AlertRule[],
    position: number,
  ): Promise<{ through: number; raised: readonly Row<Alert>[] }> {
    const watched = rules.flatMap((rule) => this.#watched(rule));
    const { found, through } = await this.#read(organizationId, watched, position);
    const raised: Row<Alert>[] = [];
    for (const [place, each] of watched.entries()) {
      const news = found.filter(({ answers }) => answers.includes(place)).map(({ event }) => event);
      const alerts = await this.raising.raise(manager, each, news, { position, through });
      await this.mails.put(manager, each.rule, alerts);
      raised.push(...alerts);
    }
    return { through, raised };
  }

  /** A rule that cannot be read any more, after an upgrade say, keeps no other from finding something. */
  #watched(rule: AlertRule): WatchedRule[] {
    try {
      return [{ rule, where: whereOf(rule.query) }];
    } catch (error) {
      this.log.error(
        { error, organization_id: rule.organizationId, rule_id: rule.id },
        'an alert rule cannot be read',
      );
      return [];
    }
  }

  /** One pass over the log for all rules. */
  async #read(organizationId: string, watched: readonly WatchedRule[], position: number) {
    const questions = watched.map(({ where }) => where);
    for (const span of SPANS) {
      try {
        return await this.reader.answering(organizationId, questions, position, span);
      } catch (error) {
        const last = span === SPANS.at(-1);
        if (last || !(error instanceof DaybookError) || error.code !== 'query.too_slow') throw error;
      }
    }
    throw new Error('unreachable: the last span either answers or throws');
  }
}

/** Names the rule, and shows the events behind it. */
const eventOf = (alert: Row<Alert>): EventDraft => ({
  resource: { type: 'alert', id: alert.id, name: alert.rule.name },
  related: [
    { type: 'alert_rule', id: alert.ruleId, name: alert.rule.name },
    ...alert.events.slice(-MOST_RELATED).map(({ id }) => ({ type: 'event', id })),
  ],
  details: {
    why: whyOf(alert),
    severity: alert.severity,
    count: alert.count,
    first_at: alert.firstAt.toISOString(),
    last_at: alert.lastAt.toISOString(),
  },
});
