import { Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LegalHoldView } from '../../../holds/holds.contract';
import { api } from '../api/api';
import { faultOf } from '../api/problem';
import { ActionForm } from '../ui/action-form';
import { Dialog } from '../ui/dialog';
import classes from '../ui/page.module.css';
import { useWhyNot } from '../ui/permissions';
import { ReasonField } from '../ui/reason-field';
import { SmallButton } from '../ui/small-button';
import { TextField } from '../ui/text-field';
import { useAction } from '../ui/use-action';
import { ReviewDay } from './place-hold-dialog';
import { refreshHolds } from './refresh-holds';

/** Another name or day of review, a further reason; and its end, which takes two. */
export function HoldActions({ hold }: { hold: LegalHoldView }) {
  const { t } = useTranslation();
  const [editing, edit] = useDisclosure(false);
  const [releasing, release] = useDisclosure(false);
  const whyNot = useWhyNot('holds:manage');
  const asked = hold.state === 'release_requested' ? t('holds.releaseAskedAlready') : undefined;
  return (
    <div className={classes.actions}>
      <SmallButton whyNot={whyNot} label={t('holds.editLabel', { name: hold.name })} onClick={edit.open}>
        {t('holds.edit')}
      </SmallButton>
      <SmallButton
        whyNot={whyNot ?? asked}
        label={t('holds.releaseLabel', { name: hold.name })}
        onClick={release.open}
      >
        {t('holds.release')}
      </SmallButton>
      <Dialog opened={editing} onClose={edit.close} title={t('holds.editTitle', { name: hold.name })}>
        <EditHold hold={hold} onDone={edit.close} />
      </Dialog>
      <Dialog opened={releasing} onClose={release.close} title={t('holds.releaseTitle', { name: hold.name })}>
        <ReleaseHold hold={hold} onDone={release.close} />
      </Dialog>
    </div>
  );
}

interface FormProps {
  readonly hold: LegalHoldView;
  readonly onDone: () => void;
}

function EditHold({ hold, onDone }: FormProps) {
  const { t } = useTranslation();
  const [name, setName] = useState(hold.name);
  const [review, setReview] = useState(hold.review_on ?? '');
  const [reason, setReason] = useState('');
  const action = useAction(async () => {
    const body = {
      ...(name === hold.name ? {} : { name }),
      ...(review === (hold.review_on ?? '') ? {} : { review_on: review === '' ? null : review }),
      ...(reason.trim() === '' ? {} : { reason }),
    };
    if (Object.keys(body).length > 0) await api('PATCH', `/v1/legal-holds/${hold.id}`, { body });
    onDone();
    await refreshHolds();
  });
  return (
    <ActionForm action={action} label={t('ui.save')}>
      <Text size="sm">{t('holds.editLead')}</Text>
      <TextField
        label={t('holds.name')}
        most={200}
        value={name}
        error={faultOf(action.problem, 'name')}
        onChange={setName}
      />
      <ReviewDay value={review} error={faultOf(action.problem, 'review_on')} onChange={setReview} />
      <ReasonField
        label={t('holds.addReason')}
        help={t('holds.addReasonHelp')}
        most={2_000}
        isOptional
        value={reason}
        error={faultOf(action.problem, 'reason')}
        onChange={setReason}
      />
    </ActionForm>
  );
}

function ReleaseHold({ hold, onDone }: FormProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const action = useAction(async () => {
    await api('PUT', `/v1/legal-holds/${hold.id}/release`, { body: { reason } });
    onDone();
    await refreshHolds();
  });
  return (
    <ActionForm action={action} label={t('holds.askRelease')}>
      <Text size="sm">{t('holds.releaseLead')}</Text>
      <ReasonField
        label={t('holds.reason')}
        help={t('holds.reasonHelp')}
        most={2_000}
        value={reason}
        error={faultOf(action.problem, 'reason')}
        onChange={setReason}
      />
    </ActionForm>
  );
}
