import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../../platform/clock/clock';
import type { EventDraft } from '../../../platform/context/request-record';
import type { Row } from '../../../platform/database/row';
import type { AlertRuleTemplate } from '../alerts.contract';
import { AlertRule } from '../rules/alert-rule.entity';
import { referTo } from '../rules/alert-rule.presenter';
import { TEMPLATES } from '../rules/templates';
import { AlertProgress } from './alert-progress.entity';

const HOUR_MS = 3_600_000;

/** How an organization comes to be watched: it is found by its log, and given the templates that it has not had. */
@Injectable()
export class Introduction {
  constructor(private readonly clock: Clock) {}

  /**
   * Takes an organization's progress in hand until the transaction ends; null when somebody else has it. A new organization
   * is watched from its first event, one that is older than alerts are from now on: its past is for trials.
   */
  async take(manager: EntityManager, organizationId: string): Promise<Row<AlertProgress> | null> {
    const found = await lockProgress(manager, organizationId);
    if (found || (await manager.existsBy(AlertProgress, { organizationId }))) return found;
    const [row]: { last_sequence: string; created_at: Date }[] = await manager.query(
      `SELECT h.last_sequence, o.created_at FROM organizations o JOIN log_heads h ON h.organization_id = o.id WHERE o.id = $1`,
      [organizationId],
    );
    if (!row) return null;
    const isNew = this.clock.now().getTime() - row.created_at.getTime() < HOUR_MS;
    const position = isNew ? 0 : Number(row.last_sequence);
    await manager.query(
      `INSERT INTO alert_progress (organization_id, position, evaluated_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
      [organizationId, position, this.clock.now()],
    );
    return lockProgress(manager, organizationId);
  }

  /** Switches on what is missing; the event's draft, or null when nothing is. */
  async complete(manager: EntityManager, progress: Row<AlertProgress>): Promise<EventDraft | null> {
    const missing = TEMPLATES.filter(({ template }) => !progress.introduced.includes(template));
    if (missing.length === 0) return null;
    const rules = missing.map((template) => this.#ruleOf(template, progress));
    await manager.insert(AlertRule, rules);
    const introduced = [...progress.introduced, ...missing.map(({ template }) => template)];
    await manager.update(AlertProgress, { organizationId: progress.organizationId }, { introduced });
    return { related: rules.map(referTo), details: { rules: rules.map(({ name }) => name).join(', ') } };
  }

  /** Everything up to `position` has been looked at. */
  async advance(manager: EntityManager, organizationId: string, position: number): Promise<void> {
    const evaluatedAt = this.clock.now();
    await manager.update(AlertProgress, { organizationId }, { position, evaluatedAt });
  }

  #ruleOf(given: AlertRuleTemplate, { organizationId, position }: Row<AlertProgress>): Row<AlertRule> {
    const { template, name, query, threshold, severity, channels } = given;
    const now = this.clock.now();
    return {
      organizationId,
      id: uuidv7(),
      name,
      template,
      query,
      threshold,
      windowMinutes: given.window_minutes,
      groupBy: given.group_by,
      severity,
      mailTo: channels.mail,
      enabled: true,
      sinceSequence: position,
      unmailed: 0,
      mailedAt: null,
      createdAt: now,
      createdBy: { type: 'system', id: 'daybook', name: 'Daybook' },
      updatedAt: now,
    };
  }
}

const lockProgress = (manager: EntityManager, organizationId: string): Promise<AlertProgress | null> =>
  manager.findOne(AlertProgress, {
    where: { organizationId },
    lock: { mode: 'pessimistic_write', onLocked: 'skip_locked' },
  });
