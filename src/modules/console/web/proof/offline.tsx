import { Anchor, Button, Code, Group, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { EventProof } from '../../../integrity/integrity.contract';
import { download } from '../ui/download';
import { VERIFIER } from '../ui/verifier';
import classes from './proof.module.css';

/** The same check without this page, without this server, without us. */
export function Offline({ proof }: { proof: EventProof }) {
  const { t } = useTranslation();
  const name = `proof-${proof.sequence}.json`;
  const save = (): void =>
    download(name, new Blob([JSON.stringify(proof, null, 2)], { type: 'application/json' }));
  return (
    <div className={classes.offline}>
      <Group gap="xs">
        <Button
          variant="default"
          size="xs"
          leftSection={<IconDownload size={15} aria-hidden />}
          onClick={save}
        >
          {t('eventProof.download')}
        </Button>
        <Anchor href={VERIFIER} download size="sm">
          {t('eventProof.verifier')}
        </Anchor>
      </Group>
      <Text size="sm">{t('eventProof.offline')}</Text>
      <Code block className={classes.command ?? ''}>{`node daybook-verify.mjs ${name} --key KEY`}</Code>
      <Text size="xs" c="dimmed">
        {t('eventProof.sameFile')}{' '}
        <Anchor href={`${VERIFIER}.sha256`} underline="always">
          SHA-256
        </Anchor>
      </Text>
    </div>
  );
}
