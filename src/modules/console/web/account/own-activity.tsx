import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PersonView } from '../activity/person/person-view';
import classes from '../ui/page.module.css';

/** What whoever is signed in did themselves: the page of a person, of oneself. */
export function OwnActivityPage() {
  const { t } = useTranslation();
  return (
    <div className={classes.page}>
      <Anchor component={Link} to="/account" size="sm">
        ‹ {t('account.own')}
      </Anchor>
      <Text size="sm" c="dimmed">
        {t('own.activityLead')}
      </Text>
      <PersonView id="me" timeline="/mine" />
    </div>
  );
}
