import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { SigningInCard } from './card';

/** A step that is behind somebody, and the way on. */
export function Done({ title, lead, action }: { title: string; lead: string; action?: string }) {
  const { t } = useTranslation();
  return (
    <SigningInCard title={title} lead={lead}>
      <Button component={Link} to="/" autoFocus>
        {action ?? t('signIn.back')}
      </Button>
    </SigningInCard>
  );
}
