import { Anchor, Button, Group, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Export } from '../../../exports/exports.contract';
import type { OrganizationDeletionView } from '../../../offboarding/offboarding.contract';
import { api } from '../api/api';
import { ApiError } from '../api/problem';
import { refreshExports } from '../exports/export-parts';
import { Loaded } from '../ui/loaded';
import { Notice } from '../ui/notice';
import classes from '../ui/page.module.css';
import { useWhyNot } from '../ui/permissions';
import { ProblemNotice } from '../ui/problem-notice';
import { useAction } from '../ui/use-action';
import { DeletionDialog } from './deletion-dialog';
import { DeletionState } from './deletion-state';

/** What cannot be had back: taking everything along, and the end of the organization. */
export function Leaving() {
  const whyNot = useWhyNot('organization:delete');
  return (
    <div className={classes.page}>
      {whyNot === undefined ? null : (
        <Text size="sm" c="dimmed">
          {whyNot}
        </Text>
      )}
      <Bundle whyNot={whyNot} />
      <Deletion whyNot={whyNot} />
    </div>
  );
}

function Bundle({ whyNot }: { whyNot: string | undefined }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<Export | null>(null);
  const { run, busy, problem } = useAction(async () => {
    setAsked(await api<Export>('POST', '/v1/organization/bundle'));
    await refreshExports();
  });
  return (
    <section className={`card ${classes.section}`} aria-labelledby="bundle">
      <Title order={2} id="bundle">
        {t('leaving.bundle')}
      </Title>
      <Text size="sm">{t('leaving.bundleLead')}</Text>
      <ProblemNotice problem={problem} />
      <Group>
        <Button
          variant="default"
          size="xs"
          loading={busy}
          disabled={whyNot !== undefined}
          title={whyNot}
          onClick={() => void run()}
        >
          {t('leaving.bundleStart')}
        </Button>
        {asked === null ? null : (
          <Text size="sm" role="status">
            {t('leaving.bundleAsked')}{' '}
            <Anchor component={Link} to={`/exports/${asked.id}`} inherit underline="always">
              {t('leaving.bundleShow')}
            </Anchor>
          </Text>
        )}
      </Group>
    </section>
  );
}

/** Null when nobody has asked for it. */
const fetchDeletion = async (signal: AbortSignal): Promise<OrganizationDeletionView | null> => {
  try {
    return await api<OrganizationDeletionView>('GET', '/v1/organization/deletion', { signal });
  } catch (error) {
    if (error instanceof ApiError && error.problem.status === 404) return null;
    throw error;
  }
};

function Deletion({ whyNot }: { whyNot: string | undefined }) {
  const { t } = useTranslation();
  const [opened, dialog] = useDisclosure(false);
  const query = useQuery({
    queryKey: ['organization-deletion'],
    queryFn: ({ signal }) => fetchDeletion(signal),
    enabled: whyNot === undefined,
  });
  return (
    <section className={`card ${classes.section}`} aria-labelledby="deletion">
      <Title order={2} id="deletion">
        {t('leaving.delete')}
      </Title>
      <Notice kind="note" title={t('leaving.deleteWarning')}>
        <Text size="sm">{t('leaving.deleteLead')}</Text>
      </Notice>
      {whyNot === undefined ? (
        <Loaded query={query} permission="organization:delete">
          {(deletion) =>
            deletion === null ? (
              <div>
                <Button variant="default" size="xs" onClick={dialog.open}>
                  {t('leaving.deleteStart')}
                </Button>
              </div>
            ) : (
              <DeletionState deletion={deletion} />
            )
          }
        </Loaded>
      ) : null}
      <DeletionDialog opened={opened} onClose={dialog.close} />
    </section>
  );
}
