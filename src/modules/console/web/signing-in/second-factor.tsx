import { Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CurrentSession } from '../../../auth/auth.contract';
import { refreshSession } from '../api/session';
import { SigningInCard } from './card';
import classes from './card.module.css';
import { ProofForm } from './proof-form';
import { signOut } from './sign-out';

/** The second step of signing in. */
export function SecondFactor({ session }: { session: CurrentSession }) {
  const { t } = useTranslation();
  return (
    <SigningInCard title={t('proof.title')}>
      <ProofForm
        methods={session.factors.available}
        email={session.account.email}
        onProven={refreshSession}
      />
      <Text size="xs" c="dimmed">
        {t('proof.lost')}
      </Text>
      <Anchor
        component="button"
        type="button"
        size="sm"
        className={classes.leave}
        onClick={() => void signOut()}
      >
        {t('proof.signOut')}
      </Anchor>
    </SigningInCard>
  );
}
