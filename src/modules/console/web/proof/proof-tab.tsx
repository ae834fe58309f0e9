import { Button, Loader, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEvent } from '../../../audit/audit.contract';
import { problemOf } from '../api/problem';
import { ProblemNotice } from '../ui/problem-notice';
import { useCanCheck } from '../ui/trusted-key';
import { Notice } from '../ui/notice';
import { Offline } from './offline';
import classes from './proof.module.css';
import { useProof } from './prove';
import { ProofSteps } from './proof-steps';
import { ProofVerdict } from './proof-verdict';

interface Props {
  readonly event: AuditEvent;
  /** Opens another event: the one by which this was erased. */
  readonly onOpen: (id: string) => void;
}

/** That the event is in the signed log, checked in this browser when the tab is opened. */
export function ProofTab({ event, onOpen }: Props) {
  const { t } = useTranslation();
  const { data, error, isFetching, refetch } = useProof(event);
  const { data: able } = useCanCheck();
  if (data === null) return <NotSealed onAgain={() => void refetch()} />;
  if (error)
    return (
      <ProblemNotice problem={problemOf(error)}>
        <Button variant="default" size="xs" mt="sm" loading={isFetching} onClick={() => void refetch()}>
          {t('eventProof.again')}
        </Button>
      </ProblemNotice>
    );
  if (!data || able === undefined)
    return (
      <p className={classes.waiting} role="status">
        <Loader size={16} aria-hidden /> {t('eventProof.checking')}
      </p>
    );
  return (
    <div className={classes.proof}>
      {able ? <ProofVerdict proven={data} onOpen={onOpen} /> : <Unable />}
      {able ? <ProofSteps proven={data} /> : null}
      <Offline proof={data.proof} />
    </div>
  );
}

const LONG_MS = 60_000;

function NotSealed({ onAgain }: { onAgain: () => void }) {
  const { t } = useTranslation();
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), LONG_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Notice kind="wait" title={t('eventProof.notSealed')}>
      <Text size="sm">{isLong ? t('eventProof.notSealedLong') : t('eventProof.notSealedLead')}</Text>
      {isLong ? (
        <Button variant="default" size="xs" mt="xs" onClick={onAgain}>
          {t('eventProof.again')}
        </Button>
      ) : null}
    </Notice>
  );
}

function Unable() {
  const { t } = useTranslation();
  return (
    <Notice kind="note" title={t('eventProof.cannot')}>
      <Text size="sm">{t('eventProof.cannotLead')}</Text>
    </Notice>
  );
}
