import { Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { titleOf } from '../audit-log/words';
import { number } from '../preferences/moments';
import { Notice } from '../ui/notice';
import type { Proven } from './prove';
import { elsewhere, linesOf } from './steps';

interface Props {
  readonly proven: Proven;
  readonly onOpen: (id: string) => void;
}

/** In one line what became of the event; what is wrong comes before all else. */
export function ProofVerdict({ proven, onOpen }: Props) {
  const { t } = useTranslation();
  const { proof, checked, differing } = proven;
  const size = number(Number(linesOf(proof.checkpoint).size));
  const place = { number: number(proof.sequence), size };
  if (!checked.ok || differing.length > 0) return <Wrong proven={proven} />;
  if (proof.verdict === 'present')
    return (
      <Notice kind="good" title={t('eventProof.present')}>
        <Text size="sm">{t('eventProof.presentLead', place)}</Text>
      </Notice>
    );
  const parts = Object.keys(proof.digests).map(titleOf).join(', ');
  return (
    <Notice kind="note" title={t('eventProof.erased', { parts })}>
      <Text size="sm">{t('eventProof.erasedLead', place)}</Text>
      <Text size="sm">
        {t('eventProof.erasedBy')}{' '}
        {proof.erased_by.map(({ event_id: id, sequence }) => (
          <Anchor key={id} component="button" type="button" size="sm" onClick={() => onOpen(id)}>
            #{number(sequence)}
          </Anchor>
        ))}
      </Text>
    </Notice>
  );
}

function Wrong({ proven }: { proven: Proven }) {
  const { t } = useTranslation();
  return (
    <Notice kind="bad" title={t('eventProof.wrong')}>
      {elsewhere(proven).map(({ says }) => (
        <Text key={says} size="sm">
          {says}
        </Text>
      ))}
      <Text size="sm">{t('eventProof.wrongLead')}</Text>
    </Notice>
  );
}
