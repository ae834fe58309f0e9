import { Center, Loader } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { SignedIn, useSession } from '../api/session';
import { Enrolment } from '../signing-in/enrolment';
import { SecondFactor } from '../signing-in/second-factor';
import { SignIn } from '../signing-in/sign-in';
import { Frame } from './frame';
import { Unreachable } from './unreachable';

/** What stands between an address and its page: nobody, half a sign-in, or somebody. */
export function Inside() {
  const { t } = useTranslation();
  const { data: session, isPending, failureReason, error } = useSession();
  if (isPending || error)
    return failureReason ? (
      <Unreachable reason={failureReason} />
    ) : (
      <Center mih="100vh">
        <Loader aria-label={t('common.loading')} />
      </Center>
    );
  if (!session) return <SignIn />;
  if (session.factors.enrolment_required) return <Enrolment />;
  if (session.factors.required) return <SecondFactor session={session} />;
  return (
    <SignedIn value={session}>
      <Frame key={session.organization.id} />
    </SignedIn>
  );
}
