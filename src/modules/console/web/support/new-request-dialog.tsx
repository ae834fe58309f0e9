import { NativeSelect, SegmentedControl, Text, Textarea, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SupportRequestDetails } from '../../../support/support.contract';
import { api } from '../api/api';
import { faultOf, type Problem } from '../api/problem';
import { useSignedIn } from '../api/session';
import { faultOfQuery } from '../audit-log/query-terms';
import { ActionForm } from '../ui/action-form';
import { Dialog } from '../ui/dialog';
import { useAction } from '../ui/use-action';
import { ExportFields } from './export-fields';
import { bodyOf, draftFrom, RECORD_KINDS, type Draft, type RecordKind } from './new-request';
import type { SupportSearch } from './support-address';
import { refreshSupport } from './support-words';

/** Asks support for help, or for a file (S3-15 to S3-17, S3-23); open while the address says so. */
export function NewRequestDialog({ search, onClose }: { search: SupportSearch; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog opened={search.new !== undefined} onClose={onClose} title={t('support.new')}>
      <NewRequestForm search={search} />
    </Dialog>
  );
}

function NewRequestForm({ search }: { search: SupportSearch }) {
  const { t } = useTranslation();
  const { organization } = useSignedIn();
  const navigate = useNavigate();
  const [draft, setDraft] = useState(() =>
    draftFrom(search, organization.name, (address) => t('support.page', { address })),
  );
  const change = (patch: Partial<Draft>): void => setDraft({ ...draft, ...patch });
  const action = useAction(async () => {
    const body = bodyOf(draft);
    const { id } = await api<SupportRequestDetails>('POST', '/v1/support-requests', { body });
    await refreshSupport();
    await navigate({ to: `/support/${id}` });
  });
  const isReady = draft.text.trim() !== '' && (draft.kind === 'question' || !faultOfQuery(draft.q));
  const fields = { draft, problem: action.problem, onChange: change };
  return (
    <ActionForm action={action} label={t('support.send')} isReady={isReady}>
      <KindChoice {...fields} />
      <Story {...fields} hasPage={search.page !== undefined} />
      <RecordFields {...fields} />
      <TextInput
        label={t('support.workspace')}
        description={t('support.workspaceHelp')}
        maxLength={200}
        error={faultOf(action.problem, 'workspace')}
        value={draft.workspace}
        onChange={(event) => change({ workspace: event.target.value })}
      />
      {draft.kind === 'export' ? <ExportFields {...fields} /> : null}
    </ActionForm>
  );
}

interface Fields {
  readonly draft: Draft;
  readonly problem: Problem | null;
  readonly onChange: (patch: Partial<Draft>) => void;
}

function KindChoice({ draft, onChange }: Fields) {
  const { t } = useTranslation();
  return (
    <SegmentedControl
      fullWidth
      transitionDuration={0}
      aria-label={t('support.kind.label')}
      value={draft.kind}
      onChange={(kind) => onChange({ kind })}
      data={(['question', 'export'] as const).map((value) => ({ value, label: t(`support.kind.${value}`) }))}
    />
  );
}

function Story({ draft, problem, onChange, hasPage }: Fields & { hasPage: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      <Textarea
        label={t('support.tryingTo')}
        description={t('support.tryingToHelp')}
        data-autofocus
        required
        withAsterisk={false}
        autosize
        minRows={4}
        maxRows={12}
        maxLength={4_000}
        error={faultOf(problem, 'trying_to')}
        value={draft.text}
        onChange={(event) => onChange({ text: event.target.value })}
      />
      {hasPage ? (
        <Text size="xs" c="dimmed">
          {t('support.pageHelp')}
        </Text>
      ) : null}
    </>
  );
}

function RecordFields({ draft: { record, type, id }, problem, onChange }: Fields) {
  const { t } = useTranslation();
  return (
    <>
      <NativeSelect
        label={t('support.record')}
        value={record}
        data={RECORD_KINDS.map((value) => ({ value, label: t(`support.recordKind.${value}`) }))}
        onChange={(event) => onChange({ record: event.target.value as RecordKind })}
      />
      {record === 'other' ? (
        <TextInput
          label={t('support.recordType')}
          required
          withAsterisk={false}
          maxLength={200}
          error={faultOf(problem, 'record/type')}
          value={type}
          onChange={(event) => onChange({ type: event.target.value })}
        />
      ) : null}
      {record === 'none' ? null : (
        <TextInput
          label={t(`support.recordId.${record}`)}
          required
          withAsterisk={false}
          maxLength={200}
          autoComplete="off"
          error={faultOf(problem, 'record/id')}
          value={id}
          onChange={(event) => onChange({ id: event.target.value })}
        />
      )}
    </>
  );
}
