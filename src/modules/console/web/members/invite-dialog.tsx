import { Button, Progress, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InvitationItem } from '../../../members/members.contract';
import { ActionForm } from '../ui/action-form';
import { Dialog } from '../ui/dialog';
import { Pill } from '../ui/pill';
import { useAction } from '../ui/use-action';
import { readAddresses, type Address } from './addresses';
import { inviteAll } from './invite';
import classes from './members.module.css';
import { refreshPeople } from './people';
import { RoleField } from './role-field';

/** One or many, with one role; what became of each is said before the dialog is closed. */
export function InviteDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const [items, setItems] = useState<readonly InvitationItem[] | null>(null);
  const close = (): void => {
    setItems(null);
    onClose();
  };
  return (
    <Dialog opened={opened} onClose={close} title={t('members.inviteTitle')}>
      {items ? (
        <Outcome items={items} onClose={close} onMore={() => setItems(null)} />
      ) : (
        <InviteForm onSent={setItems} />
      )}
    </Dialog>
  );
}

function InviteForm({ onSent }: { onSent: (items: readonly InvitationItem[]) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [role, setRole] = useState('member');
  const [done, setDone] = useState<number | null>(null);
  const addresses = readAddresses(text);
  const faulty = addresses.filter(({ fault }) => fault !== null);
  const count = addresses.length - faulty.length;
  const action = useAction(async () => {
    const emails = addresses.filter(({ fault }) => fault === null).map(({ email }) => email);
    const unsent = ({ text: email }: Address): InvitationItem => ({
      email,
      status: 'refused',
      invitation: null,
      problem: { code: 'address.invalid', detail: t('members.fault.invalid') },
    });
    const items = await inviteAll(emails, role, setDone);
    await refreshPeople();
    onSent([...items, ...faulty.filter(({ fault }) => fault === 'invalid').map(unsent)]);
  });
  return (
    <ActionForm action={action} label={t('members.send', { count })} isReady={count > 0}>
      <AddressField value={text} onChange={setText} />
      <div role="status">
        <Faults addresses={faulty} />
      </div>
      <RoleField value={role} error={undefined} onChange={setRole} />
      <p className={classes.quiet}>{t('members.inviteLead')}</p>
      {action.busy && done !== null ? (
        <Progress value={(100 * done) / count} aria-label={t('members.sending', { done, count })} />
      ) : null}
    </ActionForm>
  );
}

function AddressField({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const { t } = useTranslation();
  return (
    <Textarea
      label={t('members.addresses')}
      description={t('members.addressesHelp')}
      placeholder={'omar@example.com\nlena@example.com'}
      data-autofocus
      required
      withAsterisk={false}
      autosize
      minRows={3}
      maxRows={12}
      spellCheck={false}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

const MOST_SHOWN = 10;

/** Line by line what is wrong. */
function Faults({ addresses }: { addresses: readonly Address[] }) {
  const { t } = useTranslation();
  if (addresses.length === 0) return null;
  return (
    <ul className={classes.lines} aria-label={t('members.faults')}>
      {addresses.slice(0, MOST_SHOWN).map(({ line, text, fault }, index) => (
        <li key={index}>
          <Pill tone={fault === 'twice' ? 'quiet' : 'bad'}>{t('members.line', { line })}</Pill>
          <span className="foreign">{text}</span>
          <span className={classes.quiet}>{t(`members.fault.${fault ?? 'invalid'}`)}</span>
        </li>
      ))}
      {addresses.length > MOST_SHOWN ? (
        <li>{t('members.moreFaults', { count: addresses.length - MOST_SHOWN })}</li>
      ) : null}
    </ul>
  );
}

interface OutcomeProps {
  readonly items: readonly InvitationItem[];
  readonly onClose: () => void;
  readonly onMore: () => void;
}

function Outcome({ items, onClose, onMore }: OutcomeProps) {
  const { t } = useTranslation();
  const refused = items.filter(({ status }) => status === 'refused');
  return (
    <Stack gap="sm">
      <p className={classes.plain} role="status">
        {t('members.sent', { count: items.length - refused.length })}
      </p>
      {refused.length > 0 ? (
        <ul className={classes.lines} aria-label={t('members.refused')}>
          {refused.map(({ email, problem }) => (
            <li key={email}>
              <Pill tone="bad">{t('members.notSent')}</Pill>
              <b className="foreign">{email}</b>
              <span className={`${classes.quiet} foreign`}>{problem?.detail}</span>
            </li>
          ))}
        </ul>
      ) : null}
      <Button data-autofocus onClick={onClose}>
        {t('members.done')}
      </Button>
      <Button variant="default" onClick={onMore}>
        {t('members.inviteMore')}
      </Button>
    </Stack>
  );
}
