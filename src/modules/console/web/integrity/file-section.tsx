import { Button, FileButton, Loader, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FindingList } from '../ui/finding-list';
import { Notice } from '../ui/notice';
import page from '../ui/page.module.css';
import { ProblemNotice } from '../ui/problem-notice';
import { useCanCheck, useTrustedKey } from '../ui/trusted-key';
import { useAction } from '../ui/use-action';
import { loadVerifier, type Checked } from '../ui/verifier';
import { Section } from './section';

/** An export, a proof or a checkpoint, checked by this browser alone. */
export function FileSection() {
  const { t } = useTranslation();
  const { key } = useTrustedKey();
  const { data: able } = useCanCheck();
  const [name, setName] = useState('');
  const [checked, setChecked] = useState<Checked | null>(null);
  const { run, busy, problem } = useAction(async (file: File) => {
    setName(file.name);
    setChecked(null);
    const verifier = await loadVerifier();
    setChecked(await verifier.verifyFile(file, key === '' ? {} : { keys: [key] }));
  });
  return (
    <Section title={t('integrity.file.title')} lead={t('integrity.file.lead')}>
      <div className={page.actions}>
        <FileButton onChange={(file) => file && void run(file)} disabled={busy || able === false}>
          {(props) => (
            <Button
              {...props}
              variant="default"
              size="xs"
              disabled={busy || able === false}
              title={able === false ? t('integrity.file.unable') : undefined}
            >
              {t('integrity.file.choose')}
            </Button>
          )}
        </FileButton>
        {able === false ? <Text size="sm">{t('integrity.file.unable')}</Text> : null}
      </div>
      {busy ? (
        <Text size="sm" role="status">
          <Loader size={14} aria-hidden /> {t('integrity.file.checking', { name })}
        </Text>
      ) : null}
      <ProblemNotice problem={problem} />
      {checked ? <Said name={name} checked={checked} /> : null}
    </Section>
  );
}

function Said({ name, checked }: { name: string; checked: Checked }) {
  const { t } = useTranslation();
  const title = checked.ok ? t('integrity.file.good', { name }) : t('integrity.file.bad', { name });
  return (
    <>
      <Notice kind={checked.ok ? 'good' : 'bad'} title={title} />
      {checked.described.map((line) => (
        <Text key={line} size="sm" className="foreign">
          {line}
        </Text>
      ))}
      <FindingList findings={checked.findings} />
    </>
  );
}
