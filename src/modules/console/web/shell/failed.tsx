import { Anchor, Button, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { problemOf } from '../api/problem';
import { SigningInCard } from '../signing-in/card';

/** A fault of the console itself. */
export function Failed({ error }: { error: unknown }) {
  const { t } = useTranslation();
  return (
    <SigningInCard title={t('failed.title')} lead={t('failed.lead')}>
      <Text className="mono foreign">{problemOf(error).detail}</Text>
      <Button onClick={() => window.location.reload()}>{t('failed.reload')}</Button>
    </SigningInCard>
  );
}

export function NotFound() {
  const { t } = useTranslation();
  return (
    <SigningInCard title={t('failed.notFoundTitle')} lead={t('failed.notFoundLead')}>
      <Anchor component={Link} to="/">
        {t('failed.home')}
      </Anchor>
    </SigningInCard>
  );
}
