import { Anchor, Text } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { Link, Navigate, Outlet, useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSignedIn } from '../api/session';
import { PageState } from '../ui/loaded';
import { isForOperators, isOperator } from './operators';

/** The page of the address; for operators only where there is anything for them. */
export function Content() {
  const session = useSignedIn();
  const path = useLocation({ select: ({ pathname }) => pathname });
  if (!isOperator(session) || isForOperators(path)) return <Outlet />;
  return path === '/audit-log' ? <Navigate to="/desk" replace /> : <OnlyDesk />;
}

function OnlyDesk() {
  const { t } = useTranslation();
  return (
    <PageState icon={<IconLock size={32} aria-hidden />} title={t('desk.onlyDesk')}>
      <Text c="dimmed">{t('desk.onlyDeskLead')}</Text>
      <Anchor component={Link} to="/desk">
        {t('desk.toDesk')}
      </Anchor>
    </PageState>
  );
}
