import { Button, Group, Modal, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lastSeen } from '../api/connection';
import { refreshSession, useSignedIn } from '../api/session';
import { signOut } from '../signing-in/sign-out';

/** How long before the end somebody is told (WCAG 2.2.1 asks for 20 seconds at least). */
const WARNING_MS = 120_000;

/** Seconds until the session ends when nothing more is done; whichever of idling and its last hour comes first. */
function useSecondsLeft(): number {
  const { idle_timeout_seconds: idle, expires_at: end } = useSignedIn();
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return Math.ceil((Math.min(lastSeen() + idle * 1_000, Date.parse(end)) - now) / 1_000);
}

/** The warning, and the way to go on. When the time is over the server is asked: another tab may have been used. */
export function SessionEnd() {
  const { t } = useTranslation();
  const seconds = useSecondsLeft();
  const isOver = seconds <= 0;
  useEffect(() => {
    if (isOver) void refreshSession();
  }, [isOver]);
  if (isOver || seconds * 1_000 > WARNING_MS) return null;
  return (
    <Modal
      opened
      onClose={() => void refreshSession()}
      title={t('session.endingTitle')}
      withCloseButton={false}
    >
      <Text size="sm">{t('session.ending', { seconds })}</Text>
      <Group mt="md">
        <Button onClick={() => void refreshSession()} data-autofocus>
          {t('session.stay')}
        </Button>
        <Button variant="default" onClick={() => void signOut()}>
          {t('session.signOut')}
        </Button>
      </Group>
    </Modal>
  );
}
