import { Title } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconMinus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { titleOf } from '../audit-log/words';
import classes from './proof.module.css';
import type { Proven } from './prove';
import { linesOf, stepsOf, type StepView } from './steps';

const MARKS = { ok: IconCheck, note: IconAlertTriangle, bad: IconX, unreached: IconMinus };

/** From what is on the screen to who signed for it, each step with what the verifier says of it. */
export function ProofSteps({ proven }: { proven: Proven }) {
  const { t } = useTranslation();
  return (
    <>
      <Title order={3}>{t('eventProof.steps')}</Title>
      <ol className={classes.steps}>
        {stepsOf(proven).map((step) => (
          <Step key={step.name} step={step} proven={proven} />
        ))}
      </ol>
    </>
  );
}

function Step({ step: { name, standing, findings }, proven }: { step: StepView; proven: Proven }) {
  const { t } = useTranslation();
  const Mark = MARKS[standing];
  return (
    <li className={classes.step} data-standing={standing}>
      <span className={classes.mark}>
        <Mark size={14} stroke={2.6} aria-hidden />
        <span className="unseen">{t(`eventProof.${standing}`)}</span>
      </span>
      <div className={classes.stepBody}>
        <strong>{t(`eventProof.step.${name}`)}</strong>
        {findings.map(({ says }) => (
          <p key={says} className="foreign">
            {says}
          </p>
        ))}
        {name !== 'shown' && standing === 'unreached' ? <p>{t('eventProof.unreachedWhy')}</p> : null}
        <Values name={name} proven={proven} />
      </div>
    </li>
  );
}

function Values({ name, proven }: { name: StepView['name']; proven: Proven }) {
  const { t } = useTranslation();
  const { proof, differing, withKey } = proven;
  const { origin, root } = linesOf(proof.checkpoint);
  if (name === 'shown')
    return (
      <p>
        {differing.length === 0
          ? t('eventProof.shownOk')
          : t('eventProof.shownWrong', { fields: differing.join(', ') })}
      </p>
    );
  if (name === 'leaf') return <Parts proven={proven} />;
  if (name === 'root')
    return (
      <dl className={classes.values}>
        <dt>{t('eventProof.path')}</dt>
        <dd>{t('eventProof.hashes', { count: proof.inclusion_proof.length })}</dd>
        <dt>{t('eventProof.root')}</dt>
        <dd className="mono foreign">{root}</dd>
      </dl>
    );
  return (
    <>
      <dl className={classes.values}>
        <dt>{t('eventProof.log')}</dt>
        <dd className="mono foreign">{origin}</dd>
      </dl>
      {withKey ? null : <p>{t('eventProof.noKey')}</p>}
    </>
  );
}

function Parts({ proven: { proof } }: { proven: Proven }) {
  const { t } = useTranslation();
  return (
    <dl className={classes.values}>
      <dt>{t('eventProof.parts')}</dt>
      <dd>
        {Object.keys(proof.salts).map((part) => (
          <div key={part}>{t('eventProof.partWhole', { part: titleOf(part) })}</div>
        ))}
        {Object.keys(proof.digests).map((part) => (
          <div key={part}>{t('eventProof.partErased', { part: titleOf(part) })}</div>
        ))}
      </dd>
      <dt>{t('eventProof.leafHash')}</dt>
      <dd className="mono foreign">{proof.leaf_hash}</dd>
    </dl>
  );
}
