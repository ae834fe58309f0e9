import { Button, PasswordInput, PinInput, TextInput } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useEffect, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../api/problem';

interface CodeProps {
  readonly busy: boolean;
  readonly onCode: (code: string) => void;
  readonly failed: Problem | null;
  readonly action?: string;
}

/** Six digits, pasted or typed; sent with the sixth. Emptied when they were wrong. */
export function CodeProof({ busy, onCode, failed, action }: CodeProps) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  useEffect(() => {
    if (failed) setCode('');
  }, [failed]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onCode(code);
  };
  return (
    <form onSubmit={submit}>
      <PinInput
        length={6}
        type="number"
        oneTimeCode
        placeholder=""
        autoFocus
        size="lg"
        aria-label={t('proof.digit')}
        role="group"
        error={failed !== null}
        value={code}
        onChange={setCode}
        onComplete={onCode}
      />
      <Button type="submit" fullWidth mt="md" loading={busy}>
        {action ?? t('proof.verify')}
      </Button>
    </form>
  );
}

export function PasskeyProof({ busy, onStart }: { busy: boolean; onStart: () => void }) {
  const { t } = useTranslation();
  return (
    <Button leftSection={<IconKey size={16} aria-hidden />} loading={busy} onClick={onStart} autoFocus>
      {t('proof.usePasskey')}
    </Button>
  );
}

interface TextProps {
  readonly busy: boolean;
  readonly secret?: boolean;
  readonly onText: (text: string) => void;
}

/** A recovery code or, `secret`, the password. */
export function TextProof({ busy, secret = false, onText }: TextProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onText(text.trim());
  };
  const Field = secret ? PasswordInput : TextInput;
  return (
    <form onSubmit={submit}>
      <Field
        label={secret ? t('signIn.password') : t('proof.recoveryCode')}
        autoComplete={secret ? 'current-password' : 'off'}
        required
        withAsterisk={false}
        autoFocus
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" fullWidth mt="md" loading={busy}>
        {t('proof.verify')}
      </Button>
    </form>
  );
}
