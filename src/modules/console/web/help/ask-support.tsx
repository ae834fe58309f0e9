import { Button, Text } from '@mantine/core';
import { IconLifebuoy } from '@tabler/icons-react';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSignedIn } from '../api/session';
import { isOperator } from '../shell/operators';
import { closeHelp } from './help-store';
import { supportContext } from './support-context';

/** Opens the form for support, which begins with where somebody is. Operators are support. */
export function AskSupport() {
  const { t } = useTranslation();
  const address = useLocation({ select: ({ href }) => href });
  const navigate = useNavigate();
  if (isOperator(useSignedIn())) return null;
  return (
    <div>
      <Button
        size="xs"
        leftSection={<IconLifebuoy size={16} aria-hidden />}
        onClick={() => {
          closeHelp();
          void navigate({ to: '/support', search: supportContext(address) });
        }}
      >
        {t('help.askSupport')}
      </Button>
      <Text size="xs" c="dimmed" mt={4}>
        {t('help.askSupportLead')}
      </Text>
    </div>
  );
}
