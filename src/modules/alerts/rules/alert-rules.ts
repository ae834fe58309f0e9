import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../../platform/clock/clock';
import { currentPrincipal } from '../../../platform/context/request-context';
import type { Row } from '../../../platform/database/row';
import { conflict, notFound } from '../../../platform/errors/daybook-error';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import type { AlertRuleView } from '../alerts.contract';
import type { AlertRulePatchDto, NewAlertRuleDto } from './alert-rule.dto';
import { AlertRule } from './alert-rule.entity';
import { conditionOf, referTo, ruleChanges, toView } from './alert-rule.presenter';
import { fieldsOf, requireMembers, sameCondition } from './rule-fields';
import { RuleNotices } from './rule-notices';
import { requireGoodCondition } from './rule-query';

/** Each new event is held against all of them. */
const MOST_RULES = 100;

/** Making, changing, switching and deleting rules. Owners are told of all that makes a rule find less. */
@Injectable()
export class AlertRules {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly notices: RuleNotices,
    private readonly clock: Clock,
  ) {}

  create({ enabled = true, template, ...given }: NewAlertRuleDto): Promise<AlertRuleView> {
    return this.unitOfWork.change(async (manager) => {
      const { organizationId, actor } = currentPrincipal();
      const fields = fieldsOf(given);
      requireGoodCondition(conditionOf(fields as AlertRule));
      await requireMembers(manager, organizationId, fields.mailTo);
      await requireRoom(manager, organizationId);
      const now = this.clock.now();
      const rule: Row<AlertRule> = {
        organizationId,
        id: uuidv7(),
        template: template ?? null,
        ...fields,
        enabled,
        sinceSequence: await headOf(manager, organizationId),
        unmailed: 0,
        mailedAt: null,
        createdAt: now,
        createdBy: { type: actor.type, id: actor.id, name: actor.name },
        updatedAt: now,
      };
      await manager.insert(AlertRule, rule);
      const view = toView(rule);
      return { result: view, event: { resource: referTo(rule), ...ruleChanges(null, view) } };
    });
  }

  async update(id: string, patch: AlertRulePatchDto): Promise<AlertRuleView> {
    return this.#change(id, async (manager, before) => {
      const fields = fieldsOf(patch, before);
      requireGoodCondition(conditionOf({ ...before, ...fields }));
      await requireMembers(manager, before.organizationId, patch.channels ? fields.mailTo : null);
      if (sameCondition(before, fields)) return { ...before, ...fields };
      if (before.enabled) await this.notices.put(manager, `changed what the alert rule ${before.name} finds`);
      return { ...before, ...fields, sinceSequence: await headOf(manager, before.organizationId) };
    });
  }

  switchOn(id: string): Promise<AlertRuleView> {
    return this.#change(id, async (manager, before) =>
      before.enabled
        ? before
        : { ...before, enabled: true, sinceSequence: await headOf(manager, before.organizationId) },
    );
  }

  async switchOff(id: string): Promise<void> {
    await this.#change(id, async (manager, before) => {
      if (before.enabled) await this.notices.put(manager, `switched off the alert rule ${before.name}`);
      return { ...before, enabled: false };
    });
  }

  /** Its alerts stay. */
  async remove(id: string): Promise<void> {
    await this.unitOfWork.change(async (manager) => {
      const rule = await locked(manager, id);
      const { organizationId } = rule;
      await manager.delete(AlertRule, { organizationId, id });
      await this.notices.put(manager, `deleted the alert rule ${rule.name}`);
      return { result: undefined, event: { resource: referTo(rule), ...ruleChanges(toView(rule), null) } };
    });
    this.notices.deliverSoon();
  }

  async #change(
    id: string,
    work: (manager: EntityManager, before: Row<AlertRule>) => Promise<Row<AlertRule>>,
  ): Promise<AlertRuleView> {
    const view = await this.unitOfWork.change(async (manager) => {
      const before = await locked(manager, id);
      const after = { ...(await work(manager, before)), updatedAt: this.clock.now() };
      const { organizationId, unmailed: _, mailedAt: __, ...fields } = after;
      await manager.update(AlertRule, { organizationId, id }, fields);
      const result = toView(after);
      return { result, event: { resource: referTo(after), ...ruleChanges(toView(before), result) } };
    });
    this.notices.deliverSoon();
    return view;
  }
}

async function locked(manager: EntityManager, id: string): Promise<Row<AlertRule>> {
  const { organizationId } = currentPrincipal();
  const lock = { mode: 'pessimistic_write' } as const;
  const rule = await manager.findOne(AlertRule, { where: { organizationId, id }, lock });
  if (!rule) throw notFound('alert rule');
  return rule;
}

async function requireRoom(manager: EntityManager, organizationId: string): Promise<void> {
  await manager.query('SELECT id FROM organizations WHERE id = $1 FOR UPDATE', [organizationId]);
  if ((await manager.countBy(AlertRule, { organizationId })) >= MOST_RULES)
    throw conflict(
      'alert_rule.too_many',
      `An organization has at most ${MOST_RULES} alert rules. Delete one that you do not need.`,
    );
}

/** What is recorded from here on counts for a rule. */
async function headOf(manager: EntityManager, organizationId: string): Promise<number> {
  const [row]: { last_sequence: string }[] = await manager.query(
    'SELECT last_sequence FROM log_heads WHERE organization_id = $1',
    [organizationId],
  );
  return Number(row?.last_sequence ?? 0);
}
