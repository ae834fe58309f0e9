import { useTranslation } from 'react-i18next';
import { useSignedIn } from '../api/session';
import { isOperator } from '../shell/operators';
import { OPERATOR_TOPICS, TOPICS, type Topic } from './topics';

export interface TitledTopic {
  readonly topic: Topic;
  readonly title: string;
  /** What it is found by, in small letters. */
  readonly text: string;
  readonly words: string;
}

/** The topics that concern whoever is signed in. */
export function useTopics(): readonly TitledTopic[] {
  const { t } = useTranslation();
  const topics = isOperator(useSignedIn()) ? OPERATOR_TOPICS : TOPICS;
  return topics.map((topic) => {
    const [title, words] = [t(`help.topics.${topic}`), t(`help.words.${topic}`)];
    return { topic, title, words, text: `${title} ${words}`.toLowerCase() };
  });
}
