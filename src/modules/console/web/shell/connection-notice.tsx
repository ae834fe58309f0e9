import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { connection } from '../api/connection';
import { useStore } from '../api/store';
import classes from './frame.module.css';

/** Said once, above the page, while the server does not answer or cannot. */
export function ConnectionNotice() {
  const { t } = useTranslation();
  const state = useStore(connection);
  return (
    <div role="status">
      {state === 'fine' ? null : (
        <div className={classes.notice}>
          <IconAlertTriangle size={18} aria-hidden />
          {t(`connection.${state}`)}
        </div>
      )}
    </div>
  );
}
