import { IconBellPlus } from '@tabler/icons-react';
import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { saysTime } from '../audit-log/query-terms';
import { useWhyNot } from '../ui/permissions';

/** From a search to a rule that looks at the same, with its trial: of something, and of any time. */
export function AlertOnThis({ q }: { q: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const denied = useWhyNot('settings:manage');
  if (q === '') return null;
  const whyNot = denied ?? (saysTime(q) ? t('alerts.fromSearchTime') : undefined);
  return (
    <Button
      variant="default"
      size="compact-sm"
      leftSection={<IconBellPlus size={15} aria-hidden />}
      disabled={whyNot !== undefined}
      title={whyNot}
      onClick={() => void navigate({ to: '/alerts', search: { tab: 'rules', rule: q } })}
    >
      {t('alerts.fromSearch')}
    </Button>
  );
}
