import { Text, Textarea, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskRequest, SupportRequestSummary } from '../../../support/support.contract';
import { api } from '../api/api';
import { faultOf, type Problem } from '../api/problem';
import { faultOfQuery } from '../audit-log/query-terms';
import { ExportFields } from '../support/export-fields';
import { refreshSupport } from '../support/support-words';
import { ActionForm } from '../ui/action-form';
import { Dialog } from '../ui/dialog';
import { textOfParameters, type StoredParameters } from '../ui/query-text';
import { useAction } from '../ui/use-action';

interface Wish {
  readonly from: string;
  readonly to: string;
  readonly format: string;
  readonly q: string;
  readonly reason: string;
}

const NOTHING: Wish = { from: '', to: '', format: 'csv', q: '', reason: '' };

/** As the customer wanted it. */
const wishOf = ({ wanted }: DeskRequest): Wish =>
  wanted
    ? {
        ...NOTHING,
        from: wanted.from,
        to: wanted.to,
        format: wanted.format,
        q: textOfParameters(wanted.query as StoredParameters),
      }
    : NOTHING;

const bodyOf = ({ q, ...rest }: Wish): object => ({ ...rest, ...(q.trim() === '' ? {} : { query: { q } }) });

interface DialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Proposes exactly which export answers a request. */
export function ProposeDialog({ request, opened, onClose }: DialogProps & { request: DeskRequest }) {
  const { t } = useTranslation();
  const send = async (body: object): Promise<void> => {
    await api('POST', `/v1/support/requests/${request.id}/proposal`, { body });
    onClose();
    await refreshSupport();
  };
  return (
    <Dialog opened={opened} onClose={onClose} title={t('desk.propose')}>
      <ProposalForm
        initial={wishOf(request)}
        lead={t('desk.proposeLead', { organization: request.organization.name })}
        onSend={send}
      />
    </Dialog>
  );
}

/** Proposes what nobody asked for: the organization is named by its id, because operators have no list of tenants. */
export function UnaskedDialog({ opened, onClose }: DialogProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [id, setId] = useState('');
  const send = async (wish: object): Promise<void> => {
    const body = { ...wish, organization_id: id.trim() };
    const request = await api<SupportRequestSummary>('POST', '/v1/support/requests', { body });
    await refreshSupport();
    await navigate({ to: `/desk/${request.id}` });
  };
  return (
    <Dialog opened={opened} onClose={onClose} title={t('desk.unasked')}>
      <ProposalForm initial={NOTHING} lead={t('desk.unaskedLead')} onSend={send}>
        {(problem) => (
          <TextInput
            label={t('desk.organizationId')}
            description={t('desk.organizationIdHelp')}
            required
            withAsterisk={false}
            autoComplete="off"
            data-autofocus
            error={faultOf(problem, 'organization_id')}
            value={id}
            onChange={(event) => setId(event.target.value)}
          />
        )}
      </ProposalForm>
    </Dialog>
  );
}

interface FormProps {
  readonly initial: Wish;
  readonly lead: string;
  readonly onSend: (body: object) => Promise<void>;
  readonly children?: (problem: Problem | null) => ReactNode;
}

function ProposalForm({ initial, lead, onSend, children }: FormProps) {
  const { t } = useTranslation();
  const [wish, setWish] = useState(initial);
  const change = (patch: Partial<Wish>): void => setWish({ ...wish, ...patch });
  const action = useAction(() => onSend(bodyOf(wish)));
  return (
    <ActionForm action={action} label={t('desk.sendProposal')} isReady={!faultOfQuery(wish.q)}>
      <Text size="sm" className="foreign">
        {lead}
      </Text>
      {children?.(action.problem)}
      <ExportFields draft={wish} problem={action.problem} onChange={change} />
      <Textarea
        label={t('desk.reason')}
        required
        withAsterisk={false}
        autosize
        minRows={2}
        maxLength={1_000}
        error={faultOf(action.problem, 'reason')}
        value={wish.reason}
        onChange={(event) => change({ reason: event.target.value })}
      />
    </ActionForm>
  );
}
