import { Anchor, Title } from '@mantine/core';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Absent } from '../ui/loaded';
import page from '../ui/page.module.css';
import { HelpPageView } from './help-page-view';
import classes from './help.module.css';
import { TopicList } from './topic-list';
import { topicNamed } from './topics';

/** All help, at an address of its own. */
export function HelpIndex() {
  const navigate = useNavigate();
  return (
    <div className={`card ${classes.page}`}>
      <TopicList onOpen={(topic) => void navigate({ to: `/help/${topic}` })} />
    </div>
  );
}

/** One topic, at an address that can be sent to somebody. */
export function HelpTopic() {
  const { t } = useTranslation();
  const { topic: name } = useParams({ from: '/inside/help/$topic' });
  const topic = topicNamed(name);
  return (
    <div className={page.page}>
      <Anchor component={Link} to="/help" size="sm">
        ‹ {t('help.all')}
      </Anchor>
      {topic === undefined ? (
        <Absent title={t('help.notThere')} lead={t('help.notThereLead')} />
      ) : (
        <article className={`card ${classes.page}`} aria-labelledby="topic">
          <Title order={2} id="topic">
            {t(`help.topics.${topic}`)}
          </Title>
          <HelpPageView topic={topic} />
        </article>
      )}
    </div>
  );
}
