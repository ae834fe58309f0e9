import { Anchor, Button, Text } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSignedIn } from '../api/session';
import { isOperator, operatorPlace } from '../shell/operators';
import { switchTo } from '../shell/switch-organization';
import { PageState } from '../ui/loaded';
import { ProblemNotice } from '../ui/problem-notice';
import { useAction } from '../ui/use-action';

/** The desk, or why it is not for whoever opened it and where their own requests are. */
export function ForOperators({ children }: { children: ReactNode }) {
  return isOperator(useSignedIn()) ? children : <NotForYou />;
}

function NotForYou() {
  const { t } = useTranslation();
  const session = useSignedIn();
  const place = operatorPlace(session);
  const switching = useAction(switchTo);
  return (
    <PageState icon={<IconLock size={32} aria-hidden />} title={t('desk.noAccess')}>
      <Text c="dimmed" className="foreign">
        {t('desk.noAccessLead', { organization: session.organization.name })} {t('desk.askInstead')}
      </Text>
      {place === undefined ? null : (
        <Button size="xs" loading={switching.busy} onClick={() => void switching.run(place)}>
          {t('desk.asOperator')}
        </Button>
      )}
      <Anchor component={Link} to="/support">
        {t('support.title')}
      </Anchor>
      <ProblemNotice problem={switching.problem} />
    </PageState>
  );
}
