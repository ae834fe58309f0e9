import { Checkbox, Group, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../ui/dialog';
import type { AlertRuleTemplate, AlertRuleView, Grouping, Severity } from '../../../alerts/alerts.contract';
import { api } from '../api/api';
import { faultOf, type Problem } from '../api/problem';
import { faultOfQuery } from '../audit-log/query-terms';
import { ActionForm } from '../ui/action-form';
import { NumberField } from '../ui/number-field';
import { QueryInput } from '../ui/query-input';
import { textOfParameters } from '../ui/query-text';
import { useAction } from '../ui/use-action';
import { refreshAlerts } from './alert-words';
import { Trial } from './trial';

/** A rule to change, a template to begin with, or neither: a new one. */
export interface Edited {
  readonly rule?: AlertRuleView;
  readonly template?: AlertRuleTemplate;
  /** Of a new one, from a search. */
  readonly q?: string;
}

interface Draft {
  readonly name: string;
  readonly q: string;
  readonly threshold: number;
  readonly minutes: number;
  readonly by: Grouping;
  readonly severity: Severity;
  readonly mails: boolean;
}

const GROUPINGS = ['none', 'actor', 'ip', 'resource', 'subject'] as const;
const SEVERITIES = ['low', 'medium', 'high'] as const;

export function RuleDialog({ edited, onClose }: { edited: Edited | null; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog
      opened={edited !== null}
      onClose={onClose}
      title={edited?.rule ? t('alerts.editTitle') : t('alerts.newRule')}
    >
      {edited ? <RuleForm edited={edited} onDone={onClose} /> : null}
    </Dialog>
  );
}

function draftOf({ rule, template, q = '' }: Edited): Draft {
  const known = rule ?? template;
  return {
    name: known?.name ?? '',
    q: known ? textOfParameters(known.query) : q,
    threshold: known?.threshold ?? 1,
    minutes: known?.window_minutes ?? 60,
    by: known?.group_by ?? 'actor',
    severity: known?.severity ?? 'medium',
    mails: known ? known.channels.mail !== null : false,
  };
}

/** What was not touched is sent as it was: another query begins counting anew. */
function conditionOf({ q, threshold, minutes, by }: Draft, edited: Edited) {
  const known = edited.rule ?? edited.template;
  const query = known && textOfParameters(known.query) === q ? known.query : q === '' ? {} : { q };
  return { query, threshold, window_minutes: minutes, group_by: by };
}

const MANAGERS = { members: [], permission: 'settings:manage' };

function bodyOf(draft: Draft, { rule, template }: Edited) {
  const known = (rule ?? template)?.channels.mail ?? MANAGERS;
  const begun = !rule && template ? { template: template.template } : {};
  return {
    name: draft.name,
    ...conditionOf(draft, { ...(rule ? { rule } : {}), ...(template ? { template } : {}) }),
    severity: draft.severity,
    channels: { mail: draft.mails ? known : null },
    ...begun,
  };
}

function RuleForm({ edited, onDone }: { edited: Edited; onDone: () => void }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(() => draftOf(edited));
  const change = (patch: Partial<Draft>) => setDraft({ ...draft, ...patch });
  const fault = faultOfQuery(draft.q);
  const action = useAction(async () => {
    const body = bodyOf(draft, edited);
    if (edited.rule) await api('PATCH', `/v1/alert-rules/${edited.rule.id}`, { body });
    else await api('POST', '/v1/alert-rules', { body });
    onDone();
    await refreshAlerts();
  });
  return (
    <ActionForm action={action} label={edited.rule ? t('ui.save') : t('alerts.create')} isReady={!fault}>
      <TextInput
        label={t('alerts.name')}
        required
        withAsterisk={false}
        value={draft.name}
        error={faultOf(action.problem, 'name')}
        onChange={(event) => change({ name: event.target.value })}
      />
      <QueryInput value={draft.q} fault={fault?.message} onChange={(q) => change({ q })} />
      <When draft={draft} problem={action.problem} change={change} />
      <Trial condition={conditionOf(draft, edited)} isAskable={!fault} />
    </ActionForm>
  );
}

interface WhenProps {
  readonly draft: Draft;
  readonly problem: Problem | null;
  readonly change: (patch: Partial<Draft>) => void;
}

function When({ draft, problem, change }: WhenProps) {
  const { t } = useTranslation();
  return (
    <>
      <Group grow align="flex-start">
        <NumberField
          label={t('alerts.threshold')}
          min={1}
          max={10_000}
          value={draft.threshold}
          error={faultOf(problem, 'threshold')}
          onChange={(value) => change({ threshold: value })}
        />
        <NumberField
          label={t('alerts.minutes')}
          min={1}
          max={10_080}
          value={draft.minutes}
          error={faultOf(problem, 'window_minutes')}
          onChange={(value) => change({ minutes: value })}
        />
      </Group>
      <Choices draft={draft} change={change} />
      <Checkbox
        label={t('alerts.mails')}
        description={t('alerts.mailsHelp')}
        checked={draft.mails}
        onChange={(event) => change({ mails: event.target.checked })}
      />
    </>
  );
}

function Choices({ draft, change }: Omit<WhenProps, 'problem'>) {
  const { t } = useTranslation();
  return (
    <Group grow align="flex-start">
      <NativeSelect
        label={t('alerts.per')}
        value={draft.by}
        data={GROUPINGS.map((value) => ({ value, label: t(`alerts.by.${value}`) }))}
        onChange={(event) => change({ by: event.target.value as Grouping })}
      />
      <NativeSelect
        label={t('alerts.column.severity')}
        value={draft.severity}
        data={SEVERITIES.map((value) => ({ value, label: t(`alerts.severity.${value}`) }))}
        onChange={(event) => change({ severity: event.target.value as Severity })}
      />
    </Group>
  );
}
