import { Anchor, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api';
import { passkeysWork, readPasskey } from '../api/passkey';
import type { Method } from '../api/problem';
import { ProblemNotice } from '../ui/problem-notice';
import { useAction } from '../ui/use-action';
import { CodeProof, PasskeyProof, TextProof } from './proofs';
import classes from './card.module.css';

interface Props {
  readonly methods: readonly Method[];
  readonly email: string;
  readonly onProven: () => Promise<void> | void;
}

const ORDER: readonly Method[] = ['totp', 'passkey', 'password', 'recovery_code'];
const LEADS = {
  totp: 'proof.lead',
  passkey: 'proof.passkeyLead',
  recovery_code: 'proof.recoveryLead',
  password: 'proof.passwordLead',
} as const;

/** Proves that it is still them: the second step of signing in, and step-up. */
export function ProofForm({ methods, email, onProven }: Props) {
  const { t } = useTranslation();
  const usable = ORDER.filter((each) => methods.includes(each) && (each !== 'passkey' || passkeysWork()));
  const [method, setMethod] = useState<Method>(usable[0] ?? 'totp');
  const { run, busy, problem } = useAction(async (proof: Record<string, unknown>) => {
    await api('POST', '/v1/session/factors', { body: { type: method, ...proof } });
    await onProven();
  });
  const passkey = useAction(async () => {
    const options = await api<PublicKeyCredentialRequestOptionsJSON>(
      'POST',
      '/v1/session/passkey-challenges',
    );
    await run({ credential: await readPasskey(options) });
  });
  return (
    <>
      <Text c="dimmed" size="sm" className="foreign">
        {t(LEADS[method], { email })}
      </Text>
      {method === 'totp' ? (
        <CodeProof busy={busy} onCode={(code) => void run({ code })} failed={problem} />
      ) : null}
      {method === 'passkey' ? (
        <PasskeyProof busy={passkey.busy || busy} onStart={() => void passkey.run()} />
      ) : null}
      {method === 'recovery_code' ? <TextProof busy={busy} onText={(code) => void run({ code })} /> : null}
      {method === 'password' ? (
        <TextProof secret busy={busy} onText={(password) => void run({ password })} />
      ) : null}
      <ProblemNotice problem={problem ?? passkey.problem} />
      <OtherMethods usable={usable} method={method} onChoose={setMethod} />
    </>
  );
}

interface OtherProps {
  readonly usable: readonly Method[];
  readonly method: Method;
  readonly onChoose: (method: Method) => void;
}

const NAMES = {
  totp: 'proof.totpInstead',
  passkey: 'proof.passkeyInstead',
  recovery_code: 'proof.recoveryInstead',
  password: 'proof.passwordTitle',
} as const;

function OtherMethods({ usable, method, onChoose }: OtherProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.links}>
      {usable
        .filter((each) => each !== method)
        .map((each) => (
          <Anchor key={each} component="button" type="button" size="sm" onClick={() => onChoose(each)}>
            {t(NAMES[each])}
          </Anchor>
        ))}
    </div>
  );
}
