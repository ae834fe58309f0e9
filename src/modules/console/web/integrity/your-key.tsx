import { Button, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../ui/notice';
import page from '../ui/page.module.css';
import { ProblemNotice } from '../ui/problem-notice';
import { useTrustedKey } from '../ui/trusted-key';
import { useAction } from '../ui/use-action';
import { loadVerifier } from '../ui/verifier';
import { Section } from './section';
import { useKeyList } from './use-integrity';

/** A key that somebody has from elsewhere: only that makes a signature say whose it is. */
export function YourKey() {
  const { t } = useTranslation();
  const { key, set } = useTrustedKey();
  return (
    <Section title={t('integrity.checkpoint.yourKey')} lead={t('integrity.checkpoint.yourKeyLead')}>
      {key === '' ? <Field onKey={set} /> : <Kept value={key} onForget={() => set('')} />}
    </Section>
  );
}

function Field({ onKey }: { onKey: (key: string) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const { run, busy, problem } = useAction(async () => {
    const verifier = await loadVerifier();
    await verifier.verifyProof({}, { keys: [text.trim()] });
    onKey(text.trim());
  });
  const submit = (event: React.FormEvent): void => {
    event.preventDefault();
    void run();
  };
  return (
    <form onSubmit={submit} className={page.actions}>
      <TextInput
        label={t('integrity.checkpoint.yourKeyField')}
        value={text}
        onChange={(event) => setText(event.target.value)}
        required
        withAsterisk={false}
        autoComplete="off"
        spellCheck={false}
        w="100%"
      />
      <Button type="submit" variant="default" size="xs" loading={busy}>
        {t('integrity.checkpoint.yourKeySave')}
      </Button>
      <ProblemNotice problem={problem} />
    </form>
  );
}

function Kept({ value, onForget }: { value: string; onForget: () => void }) {
  const { t } = useTranslation();
  const { data } = useKeyList();
  const isVkey = !value.includes('BEGIN');
  const matches = data?.data.some(({ vkey }) => vkey === value);
  return (
    <>
      <code className="mono foreign">{value}</code>
      {isVkey && matches === false ? (
        <Notice kind="bad" title={t('integrity.checkpoint.yourKeyDiffers')} />
      ) : (
        <Text size="sm">
          {t('integrity.checkpoint.yourKeyIs')}{' '}
          {isVkey && matches ? t('integrity.checkpoint.yourKeyMatches') : null}
        </Text>
      )}
      <div className={page.actions}>
        <Button variant="default" size="xs" onClick={onForget}>
          {t('integrity.checkpoint.yourKeyForget')}
        </Button>
      </div>
    </>
  );
}
