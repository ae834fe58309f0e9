import { ActionIcon, Anchor, Title } from '@mantine/core';
import { IconChevronLeft, IconExternalLink, IconX } from '@tabler/icons-react';
import { Link, useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../api/store';
import { HelpPageView } from './help-page-view';
import { closeHelp, helpPanel, openHelp } from './help-store';
import classes from './help.module.css';
import { TopicList } from './topic-list';
import { topicAt, type Topic } from './topics';

/** Help beside the page, which stays usable. Escape closes it, while the focus is in it. */
export function HelpPanel() {
  const { t } = useTranslation();
  const shown = useStore(helpPanel);
  const heading = useRef<HTMLHeadingElement>(null);
  const path = useLocation({ select: ({ pathname }) => pathname });
  useEffect(() => heading.current?.focus(), [shown]);
  if (shown === null) return null;
  const onKey = (event: React.KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    closeHelp();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape alone, as in a dialog
    <aside className={classes.panel} aria-label={t('help.title')} onKeyDown={onKey}>
      <Head shown={shown} heading={heading} />
      <div className={classes.scroll}>
        {shown === 'all' ? (
          <TopicList here={topicAt(path)} onOpen={openHelp} />
        ) : (
          <HelpPageView topic={shown} />
        )}
      </div>
    </aside>
  );
}

interface HeadProps {
  readonly shown: Topic | 'all';
  readonly heading: React.RefObject<HTMLHeadingElement | null>;
}

function Head({ shown, heading }: HeadProps) {
  const { t } = useTranslation();
  const title = shown === 'all' ? t('help.title') : t(`help.topics.${shown}`);
  return (
    <header className={classes.head}>
      {shown === 'all' ? null : (
        <ActionIcon variant="subtle" aria-label={t('help.all')} onClick={() => openHelp('all')}>
          <IconChevronLeft size={18} aria-hidden />
        </ActionIcon>
      )}
      <Title order={2} ref={heading} tabIndex={-1} className={classes.title}>
        {title}
      </Title>
      {shown === 'all' ? null : (
        <Anchor component={Link} to={`/help/${shown}`} onClick={closeHelp} aria-label={t('help.onItsOwn')}>
          <IconExternalLink size={16} aria-hidden />
        </Anchor>
      )}
      <ActionIcon variant="subtle" aria-label={t('help.close')} onClick={closeHelp}>
        <IconX size={18} aria-hidden />
      </ActionIcon>
    </header>
  );
}
