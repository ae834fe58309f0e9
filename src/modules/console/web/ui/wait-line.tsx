import { Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** From here on people think in minutes. */
const IN_MINUTES = 120;

/** How long somebody has to wait before the next try; once it is over, that they need not. Told aloud at its ends alone. */
export function WaitLine({ seconds }: { seconds: number }) {
  const { t } = useTranslation();
  const [until] = useState(() => Date.now() + seconds * 1_000);
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    const timer = setInterval(() => setLeft(Math.max(0, Math.ceil((until - Date.now()) / 1_000))), 1_000);
    return () => clearInterval(timer);
  }, [until]);
  return (
    <Text size="sm" aria-live={left === 0 ? 'polite' : 'off'}>
      {left === 0
        ? t('common.waitOver')
        : left < IN_MINUTES
          ? t('common.waitSeconds', { count: left })
          : t('common.waitMinutes', { count: Math.ceil(left / 60) })}
    </Text>
  );
}
