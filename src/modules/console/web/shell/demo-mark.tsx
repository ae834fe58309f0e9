import { Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSignedIn } from '../api/session';
import classes from './frame.module.css';

/** Says on every page that nothing of it is real: in the top bar; where that is narrow, in the menu. */
export function DemoMark({ className = '' }: { className?: string }) {
  const { t } = useTranslation();
  if (!useSignedIn().demo) return null;
  return (
    <Tooltip label={t('top.demoWhy')} multiline maw={260}>
      <span className={`${classes.demo} ${className}`}>{t('top.demo')}</span>
    </Tooltip>
  );
}
