import { Group, Switch, Text } from '@mantine/core';
import { IconRadar } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../ui/data-table';
import { AddButton, SmallButton } from '../ui/small-button';
import type { AlertRulePage, AlertRuleTemplateList, AlertRuleView } from '../../../alerts/alerts.contract';
import { api } from '../api/api';
import { ConfirmedButton } from '../ui/confirmed-button';
import { Loaded, PageState } from '../ui/loaded';
import alerts from './alerts.module.css';
import classes from '../ui/page.module.css';
import { Paging, useCursor } from '../ui/paging';
import { useWhyNot } from '../ui/permissions';
import { Pill } from '../ui/pill';
import { ProblemNotice } from '../ui/problem-notice';
import { QueryLink } from '../ui/query-link';
import { textOfParameters } from '../ui/query-text';
import { useAction } from '../ui/use-action';
import { refreshAlerts, TONES, useConditionWords } from './alert-words';
import { RuleDialog, type Edited } from './rule-dialog';
import { useAlertsSearch } from './use-alerts';

const useRules = (cursor: string | undefined) =>
  useQuery({
    queryKey: ['alert-rules', cursor],
    queryFn: ({ signal }) =>
      api<AlertRulePage>('GET', '/v1/alert-rules', { query: { limit: 50, cursor }, signal }),
  });

/** What is edited; a search that is to become a rule stands in the address. */
function useEdited(): readonly [Edited | null, (next: Edited | null) => void] {
  const [search, change] = useAlertsSearch();
  const [chosen, setChosen] = useState<Edited | null>(null);
  const set = (next: Edited | null): void => {
    setChosen(next);
    if (next === null && search.rule !== undefined) change({ rule: undefined });
  };
  return [chosen ?? (search.rule === undefined ? null : { q: search.rule }), set];
}

/** What the log is watched for, and for what it could be. */
export function Rules() {
  const { t } = useTranslation();
  const [cursor, setCursor] = useCursor();
  const [edited, setEdited] = useEdited();
  const whyNot = useWhyNot('settings:manage');
  const query = useRules(cursor);
  return (
    <div className={classes.page}>
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {whyNot ?? t('alerts.rulesLead')}
        </Text>
        <AddButton whyNot={whyNot} onClick={() => setEdited({})}>
          {t('alerts.newRule')}
        </AddButton>
      </Group>
      <Loaded query={query} permission="audit:read">
        {(page) => (
          <>
            {page.data.length === 0 ? (
              <PageState icon={<IconRadar size={32} aria-hidden />} title={t('alerts.noRules')}>
                <Text c="dimmed">{t('alerts.noRulesLead')}</Text>
              </PageState>
            ) : (
              <div className="card">
                <RuleTable rules={page.data} whyNot={whyNot} onEdit={(rule) => setEdited({ rule })} />
                <Paging page={page} onTurn={setCursor} />
              </div>
            )}
            <Templates rules={page.data} whyNot={whyNot} onUse={(template) => setEdited({ template })} />
          </>
        )}
      </Loaded>
      <RuleDialog key={keyOf(edited)} edited={edited} onClose={() => setEdited(null)} />
    </div>
  );
}

const keyOf = (edited: Edited | null): string =>
  edited?.rule?.id ?? edited?.template?.template ?? (edited ? 'new' : 'none');

const COLUMNS = ['rule', 'query', 'severity', 'mail', 'on', 'actions'] as const;

interface TableProps {
  readonly rules: readonly AlertRuleView[];
  readonly whyNot: string | undefined;
  readonly onEdit: (rule: AlertRuleView) => void;
}

function RuleTable({ rules, whyNot, onEdit }: TableProps) {
  const { t } = useTranslation();
  return (
    <DataTable
      label={t('alerts.rules')}
      className={alerts.rules}
      columns={COLUMNS.map((column) => t(`alerts.column.${column}`))}
    >
      {rules.map((rule) => (
        <Row key={rule.id} rule={rule} whyNot={whyNot} onEdit={onEdit} />
      ))}
    </DataTable>
  );
}

function Row({ rule, whyNot, onEdit }: { rule: AlertRuleView } & Omit<TableProps, 'rules'>) {
  const { t } = useTranslation();
  const conditionWords = useConditionWords();
  const { mail } = rule.channels;
  const label = (column: (typeof COLUMNS)[number]) => ({ 'data-label': t(`alerts.column.${column}`) });
  return (
    <tr>
      <td {...label('rule')}>
        <span className="foreign">
          <b>{rule.name}</b>
          <span className={classes.second}>{conditionWords(rule)}</span>
        </span>
      </td>
      <td {...label('query')}>
        <QueryLink text={textOfParameters(rule.query)} />
      </td>
      <td {...label('severity')}>
        <span>
          <Pill tone={TONES[rule.severity]}>{t(`alerts.severity.${rule.severity}`)}</Pill>
        </span>
      </td>
      <td {...label('mail')}>
        {mail === null ? (
          t('alerts.inboxOnly')
        ) : (
          <MailWords permission={mail.permission} count={mail.members.length} />
        )}
      </td>
      <td {...label('on')}>
        <OnOff rule={rule} whyNot={whyNot} />
      </td>
      <td {...label('actions')}>
        <RuleActions rule={rule} whyNot={whyNot} onEdit={onEdit} />
      </td>
    </tr>
  );
}

function MailWords({ permission, count }: { permission: string | null; count: number }) {
  const { t } = useTranslation();
  return (
    <span>
      {permission === null
        ? null
        : permission === 'settings:manage'
          ? t('alerts.mailManagers')
          : t('alerts.mailPermission', { permission })}
      {count === 0 ? null : <span className={classes.second}>{t('alerts.mailMembers', { count })}</span>}
    </span>
  );
}

function OnOff({ rule: { id, name, enabled }, whyNot }: { rule: AlertRuleView; whyNot: string | undefined }) {
  const { t } = useTranslation();
  const { run, busy, problem } = useAction(async () => {
    await api(enabled ? 'DELETE' : 'PUT', `/v1/alert-rules/${id}/activation`);
    await refreshAlerts();
  });
  return (
    <span title={whyNot}>
      <Switch
        aria-label={t('alerts.switch', { name })}
        checked={enabled}
        disabled={busy || whyNot !== undefined}
        onChange={() => void run()}
      />
      <ProblemNotice problem={problem} />
    </span>
  );
}

function RuleActions({ rule, whyNot, onEdit }: { rule: AlertRuleView } & Omit<TableProps, 'rules'>) {
  const { t } = useTranslation();
  const remove = async () => {
    await api('DELETE', `/v1/alert-rules/${rule.id}`);
    await refreshAlerts();
  };
  return (
    <div className={classes.actions}>
      <SmallButton whyNot={whyNot} onClick={() => onEdit(rule)}>
        {t('alerts.edit')}
      </SmallButton>
      <ConfirmedButton
        label={t('ui.delete')}
        title={t('alerts.deleteTitle', { name: rule.name })}
        lead={t('alerts.deleteLead')}
        whyNot={whyNot}
        onConfirm={remove}
      />
    </div>
  );
}

interface TemplateProps {
  readonly rules: readonly AlertRuleView[];
  readonly whyNot: string | undefined;
  readonly onUse: (template: AlertRuleTemplateList['data'][number]) => void;
}

/** Those templates of which there is no rule: deleted ones can be had back. */
function Templates({ rules, whyNot, onUse }: TemplateProps) {
  const { t } = useTranslation();
  const { data } = useQuery({
    queryKey: ['alert-rule-templates'],
    queryFn: ({ signal }) => api<AlertRuleTemplateList>('GET', '/v1/alert-rule-templates', { signal }),
    staleTime: Infinity,
  });
  const unused = (data?.data ?? []).filter(
    ({ template }) => !rules.some((rule) => rule.template === template),
  );
  if (unused.length === 0) return null;
  return (
    <section className={`card ${classes.section}`} aria-label={t('alerts.templates')}>
      <Text fw={600}>{t('alerts.templates')}</Text>
      {unused.map((template) => (
        <Group key={template.template} justify="space-between" wrap="nowrap">
          <span>
            {template.name}
            <span className={classes.second}>{template.description}</span>
          </span>
          <SmallButton whyNot={whyNot} onClick={() => onUse(template)}>
            {t('alerts.use')}
          </SmallButton>
        </Group>
      ))}
    </section>
  );
}
