import { useTranslation } from 'react-i18next';
import type { Export } from '../../../exports/exports.contract';
import { api } from '../api/api';
import { ConfirmedButton } from '../ui/confirmed-button';
import classes from '../ui/page.module.css';
import { ProblemNotice } from '../ui/problem-notice';
import { SmallButton } from '../ui/small-button';
import { useAction } from '../ui/use-action';
import { Download, isUnderWay, refreshExports } from './export-parts';

/** What can be done with an export as it is now. */
export function ExportActions({ data }: { data: Export }) {
  const { t } = useTranslation();
  const withdraw = async () => {
    await api('DELETE', `/v1/exports/${data.id}`);
    await refreshExports();
  };
  const cancel = useAction(withdraw);
  return (
    <div className={classes.actions}>
      {data.state === 'finished' ? (
        <>
          <Download file={data} />
          <ConfirmedButton
            label={t('exports.remove')}
            title={t('exports.removeTitle')}
            lead={t('exports.removeLead')}
            onConfirm={withdraw}
          />
        </>
      ) : null}
      {isUnderWay(data.state) ? (
        <SmallButton loading={cancel.busy} onClick={() => void cancel.run()}>
          {t('exporting.cancel')}
        </SmallButton>
      ) : null}
      <ProblemNotice problem={cancel.problem} />
    </div>
  );
}
