import { Text, TextInput, Title } from '@mantine/core';
import { IconBook2, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AskSupport } from './ask-support';
import classes from './help.module.css';
import type { Topic } from './topics';
import { useTopics } from './use-topics';

interface Props {
  /** The topic of the page that somebody is on. */
  readonly here?: Topic | undefined;
  readonly onOpen: (topic: Topic) => void;
}

/** All topics, found by their titles and by what people call them. */
export function TopicList({ here, onOpen }: Props) {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const topics = useTopics();
  const wanted = words.trim().toLowerCase();
  const found = topics.filter(({ text }) => wanted.split(/\s+/).every((word) => text.includes(word)));
  const first = wanted === '' ? topics.find(({ topic }) => topic === here) : undefined;
  return (
    <div className={classes.body}>
      <TextInput
        type="search"
        aria-label={t('help.search')}
        placeholder={t('help.search')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      {first ? (
        <section aria-labelledby="help-here">
          <Title order={3} id="help-here">
            {t('help.forThisPage')}
          </Title>
          <Topics topics={[first]} onOpen={onOpen} />
        </section>
      ) : null}
      <Title order={3}>{t('help.all')}</Title>
      {found.length === 0 ? <Text c="dimmed">{t('help.nothing')}</Text> : null}
      <Topics topics={found} onOpen={onOpen} />
      <AskSupport />
      <a href="/docs" className={classes.topic}>
        <IconBook2 size={16} aria-hidden /> {t('nav.apiDocs')}
      </a>
    </div>
  );
}

interface ListProps {
  readonly topics: readonly { readonly topic: Topic; readonly title: string }[];
  readonly onOpen: (topic: Topic) => void;
}

function Topics({ topics, onOpen }: ListProps) {
  return (
    <ul className={classes.topics}>
      {topics.map(({ topic, title }) => (
        <li key={topic}>
          <button type="button" className={classes.topic} onClick={() => onOpen(topic)}>
            {title}
          </button>
        </li>
      ))}
    </ul>
  );
}
