import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api';
import { queryClient } from '../api/session';
import { FieldForm } from '../ui/field-form';
import { SigningInCard } from './card';
import { Done } from './done';

/** Behind the `#` of the link in the terminal: it never reaches a log. */
const tokenInAddress = (): string => decodeURIComponent(window.location.hash.slice(1));

/** The first organization and its Owner, with the token that the terminal shows. */
export function SetupPage() {
  const { t } = useTranslation();
  const [organization, setOrganization] = useState<string | null>(null);
  if (organization !== null)
    return (
      <Done
        title={t('setup.doneTitle', { organization })}
        lead={t('setup.done')}
        action={t('signIn.title')}
      />
    );
  const fields = [
    { name: 'token', label: t('setup.token'), help: t('setup.tokenHelp'), initial: tokenInAddress() },
    { name: 'organization', label: t('setup.organization'), autoComplete: 'organization' },
    { name: 'name', label: t('setup.name'), autoComplete: 'name' },
    { name: 'email', label: t('setup.email'), type: 'email', autoComplete: 'username' },
    {
      name: 'password',
      label: t('setup.password'),
      help: t('reset.rule'),
      type: 'password',
      autoComplete: 'new-password',
    },
  ] as const;
  return (
    <SigningInCard title={t('setup.title')} lead={t('setup.lead')}>
      <FieldForm
        fields={fields}
        action={t('setup.create')}
        onSubmit={async (body) => {
          await api('POST', '/v1/setup', { body });
          queryClient.setQueryData(['installation'], { set_up: true, demo: null });
          setOrganization(body.organization);
        }}
      />
    </SigningInCard>
  );
}
