import { Text, Textarea, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SupportMessageView } from '../../../support/support.contract';
import { api } from '../api/api';
import { faultOf } from '../api/problem';
import { minuteMoment } from '../preferences/moments';
import { useZone } from '../preferences/time-zone';
import { ActionForm } from '../ui/action-form';
import page from '../ui/page.module.css';
import { useAction } from '../ui/use-action';
import { personName, refreshSupport } from './support-words';
import classes from './support.module.css';

interface Props {
  readonly messages: readonly SupportMessageView[];
  /** Where what is written goes. */
  readonly path: string;
  readonly isClosed: boolean;
  readonly label: string;
  readonly action: string;
}

/** What customer and support wrote to each other, the oldest first, and a place to go on. */
export function Conversation({ messages, path, isClosed, label, action }: Props) {
  const { t } = useTranslation();
  return (
    <section className={`card ${page.section}`} aria-labelledby="conversation">
      <Title order={2} id="conversation">
        {t('support.conversation')}
      </Title>
      {messages.length === 0 ? (
        <Text c="dimmed">{t('support.noMessages')}</Text>
      ) : (
        <ol className={classes.messages}>
          {messages.map((message) => (
            <Message key={message.id} message={message} />
          ))}
        </ol>
      )}
      {isClosed ? (
        <Text size="sm" c="dimmed">
          {t('support.closedNoWriting')}
        </Text>
      ) : (
        <Writing path={path} label={label} action={action} />
      )}
    </section>
  );
}

function Message({ message: { author, text, created_at: at } }: { message: SupportMessageView }) {
  const { t } = useTranslation();
  const { name: zone } = useZone();
  return (
    <li className={classes.message} data-side={author.type}>
      <div className={classes.author}>
        <Text span fw={600} className="foreign">
          {personName(author)}
        </Text>
        <Text span size="xs">
          {author.type === 'support' ? `${t('support.ofSupport')} · ` : null}
          <time dateTime={at}>{minuteMoment(at, zone)}</time>
        </Text>
      </div>
      <p className="foreign">{text}</p>
    </li>
  );
}

function Writing({ path, label, action }: Pick<Props, 'path' | 'label' | 'action'>) {
  const [text, setText] = useState('');
  const sending = useAction(async () => {
    await api('POST', path, { body: { text } });
    setText('');
    await refreshSupport();
  });
  return (
    <ActionForm action={sending} label={action} isReady={text.trim() !== ''}>
      <Textarea
        label={label}
        autosize
        minRows={3}
        maxRows={14}
        maxLength={10_000}
        error={faultOf(sending.problem, 'text')}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </ActionForm>
  );
}
