import { Anchor, Code, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from '../ui/page.module.css';
import { VERIFIER } from '../ui/verifier';

/** How whoever gets the file sees that it is what the log says. */
export function VerifyWords({ file }: { file: string }) {
  const { t } = useTranslation();
  return (
    <div className={classes.stacked}>
      <Title order={3} fz="sm">
        {t('exports.verifyTitle')}
      </Title>
      <Text size="sm">
        <Link to="/integrity" hash="check-a-file" className={classes.link}>
          {t('exports.verifyHere')}
        </Link>{' '}
        ·{' '}
        <Anchor href={VERIFIER} inherit underline="always" download>
          {t('exports.verifyFile')}
        </Anchor>
      </Text>
      <Text size="sm">{t('exports.verify')}</Text>
      <Code block tabIndex={0} className="foreign">{`node daybook-verify.mjs ${file}`}</Code>
    </div>
  );
}
