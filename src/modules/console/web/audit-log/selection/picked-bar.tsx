import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { number } from '../../preferences/moments';
import type { LogState } from '../use-log';
import { useSelection } from './selection';

const BulkBar = lazy(async () => ({ default: (await import('./bulk-bar')).BulkBar }));

/** How many are picked, spoken as well; what can be done with them is loaded when there are any. */
export function PickedBar({ log }: { log: LogState }) {
  const { t } = useTranslation();
  const count = useSelection().picked.size;
  const words = t('picked.count', { count, formatted: number(count) });
  return (
    <>
      <span role="status" className="unseen">
        {count === 0 ? '' : words}
      </span>
      <Suspense>{count === 0 ? null : <BulkBar log={log} words={words} />}</Suspense>
    </>
  );
}
