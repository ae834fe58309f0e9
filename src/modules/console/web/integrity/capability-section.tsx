import { Button, CopyButton, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogCapabilityView, NewLogCapability } from '../../../integrity/integrity.contract';
import { api } from '../api/api';
import { problemOf } from '../api/problem';
import { queryClient } from '../api/session';
import { fullMoment } from '../preferences/moments';
import { ConfirmedButton } from '../ui/confirmed-button';
import { Loaded } from '../ui/loaded';
import { Notice } from '../ui/notice';
import page from '../ui/page.module.css';
import { ProblemNotice } from '../ui/problem-notice';
import { useAction } from '../ui/use-action';
import classes from './integrity.module.css';
import { Section } from './section';
import { CAPABILITY, useCapability } from './use-integrity';

const refresh = (): Promise<void> => queryClient.invalidateQueries({ queryKey: CAPABILITY });

/** The address at which witnesses read the tree without signing in: shown once, renewed, switched off. */
export function CapabilitySection({ zone }: { zone: string }) {
  const { t } = useTranslation();
  const capability = useCapability();
  const [prefix, setPrefix] = useState<string | null>(null);
  const renew = async (): Promise<void> => {
    setPrefix((await api<NewLogCapability>('PUT', '/v1/log-capability')).prefix);
    await refresh();
  };
  const isRefused = capability.error !== null && problemOf(capability.error).status === 403;
  return (
    <Section title={t('integrity.capability.title')} lead={t('integrity.capability.lead')}>
      {isRefused ? (
        <Text size="sm">{t('integrity.capability.refused')}</Text>
      ) : (
        <Loaded query={capability} permission="settings:manage">
          {(view) => <State view={view} zone={zone} onRenew={renew} onGone={() => setPrefix(null)} />}
        </Loaded>
      )}
      {prefix === null ? null : <Once prefix={prefix} onSaved={() => setPrefix(null)} />}
    </Section>
  );
}

interface StateProps {
  readonly view: LogCapabilityView;
  readonly zone: string;
  readonly onRenew: () => Promise<void>;
  readonly onGone: () => void;
}

function State({ view, zone, onRenew, onGone }: StateProps) {
  const { t } = useTranslation();
  const make = useAction(onRenew);
  if (!view.active || view.created_at === null)
    return (
      <>
        <Text size="sm">{t('integrity.capability.off')}</Text>
        <ProblemNotice problem={make.problem} />
        <div className={page.actions}>
          <Button variant="default" size="compact-sm" loading={make.busy} onClick={() => void make.run()}>
            {t('integrity.capability.make')}
          </Button>
        </div>
      </>
    );
  const withdraw = async (): Promise<void> => {
    await api('DELETE', '/v1/log-capability');
    onGone();
    await refresh();
  };
  return (
    <>
      <Text size="sm">{t('integrity.capability.on', { when: fullMoment(view.created_at, zone) })}</Text>
      <div className={page.actions}>
        <ConfirmedButton
          label={t('integrity.capability.renew')}
          title={t('integrity.capability.renewTitle')}
          lead={t('integrity.capability.renewLead')}
          onConfirm={onRenew}
        />
        <ConfirmedButton
          label={t('integrity.capability.withdraw')}
          title={t('integrity.capability.withdrawTitle')}
          lead={t('integrity.capability.withdrawLead')}
          onConfirm={withdraw}
        />
      </div>
    </>
  );
}

function Once({ prefix, onSaved }: { prefix: string; onSaved: () => void }) {
  const { t } = useTranslation();
  return (
    <>
      <Notice kind="note" title={t('integrity.capability.shownOnce')}>
        <Text size="sm">{t('integrity.capability.shownOnceLead')}</Text>
      </Notice>
      <code className={`${classes.note} mono`}>{prefix}</code>
      <div className={page.actions}>
        <CopyButton value={prefix}>
          {({ copied, copy }) => (
            <Button variant="default" size="compact-sm" onClick={copy}>
              {copied ? t('common.copied') : t('integrity.capability.copy')}
            </Button>
          )}
        </CopyButton>
        <Button variant="default" size="compact-sm" onClick={onSaved}>
          {t('integrity.capability.saved')}
        </Button>
      </div>
    </>
  );
}
