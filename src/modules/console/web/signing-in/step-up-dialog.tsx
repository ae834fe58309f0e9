import { Button, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CurrentSession } from '../../../auth/auth.contract';
import { queryClient, refreshSession, SESSION } from '../api/session';
import { stepUpRequest } from '../api/step-up';
import { useStore } from '../api/store';
import { ProofForm } from './proof-form';

/** Asks for a fresh proof in place, whichever page is open; what asked goes on afterwards. */
export function StepUpDialog() {
  const { t } = useTranslation();
  const request = useStore(stepUpRequest);
  if (!request) return null;
  const email = queryClient.getQueryData<CurrentSession | null>(SESSION)?.account.email ?? '';
  return (
    <Modal
      opened
      onClose={() => request.done(false)}
      title={t('stepUp.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      zIndex={400}
    >
      <Stack gap="sm">
        <Text size="sm">{t('stepUp.lead')}</Text>
        <ProofForm
          methods={request.methods}
          email={email}
          onProven={async () => {
            await refreshSession();
            request.done(true);
          }}
        />
        <Button variant="default" onClick={() => request.done(false)}>
          {t('stepUp.cancel')}
        </Button>
      </Stack>
    </Modal>
  );
}
