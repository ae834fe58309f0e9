import { Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { VERIFIER } from '../ui/verifier';
import classes from './integrity.module.css';
import { Section } from './section';

const SENTENCES = ['proves', 'truth', 'key', 'seconds'] as const;

/** What may be concluded from all this, and what may not (docs/auditors.md). */
export function Meaning() {
  const { t } = useTranslation();
  return (
    <Section title={t('integrity.meaning.title')}>
      <ul className={classes.meaning}>
        {SENTENCES.map((name) => (
          <li key={name}>
            <Text size="sm">{t(`integrity.meaning.${name}`)}</Text>
          </li>
        ))}
      </ul>
      <Anchor href={VERIFIER} download size="sm">
        {t('integrity.meaning.more')}
      </Anchor>
    </Section>
  );
}
