import { Button, Checkbox, CopyButton, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { download } from '../ui/download';
import classes from './card.module.css';

interface Props {
  readonly codes: readonly string[];
  readonly onFinish: () => void;
}

/** Shown this once: kept by copying, as a file or on paper, and only then left behind. */
export function RecoveryCodes({ codes, onFinish }: Props) {
  const { t } = useTranslation();
  const [saved, setSaved] = useState(false);
  return (
    <>
      <ul className={`${classes.codes} mono`}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Keeping text={codes.join('\n')} />
      <Checkbox
        label={t('recovery.saved')}
        checked={saved}
        onChange={(event) => setSaved(event.target.checked)}
      />
      <Button disabled={!saved} aria-describedby="finish-why" onClick={onFinish}>
        {t('recovery.finish')}
      </Button>
      {saved ? null : (
        <Text size="xs" c="dimmed" id="finish-why">
          {t('recovery.finishWhy')}
        </Text>
      )}
    </>
  );
}

function Keeping({ text }: { text: string }) {
  const { t } = useTranslation();
  return (
    <Group gap="xs">
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button variant="default" size="xs" onClick={copy}>
            {copied ? t('recovery.copied') : t('recovery.copy')}
          </Button>
        )}
      </CopyButton>
      <Button
        variant="default"
        size="xs"
        onClick={() =>
          download('daybook-recovery-codes.txt', new Blob([`${text}\n`], { type: 'text/plain' }))
        }
      >
        {t('recovery.download')}
      </Button>
      <Button variant="default" size="xs" onClick={() => window.print()}>
        {t('recovery.print')}
      </Button>
    </Group>
  );
}
