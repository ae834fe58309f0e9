import { Code, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { fullDay } from '../preferences/moments';
import { Keys } from '../shell/keyboard-sheet';
import { AskSupport } from './ask-support';
import { Fields } from './fields';
import { FirstEvent } from './first-event';
import type { HelpBlock } from './help-page';
import { helpPageOf } from './help-pages';
import classes from './help.module.css';
import { Inline } from './inline';
import type { Topic } from './topics';

/** One page of the help, with the day on which it was last changed (S0-27). */
export function HelpPageView({ topic }: { topic: Topic }) {
  const { t } = useTranslation();
  const { updated, blocks } = helpPageOf(topic);
  return (
    <div className={classes.body}>
      {blocks.map((block, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- blocks of one page, in their order
        <Block key={index} block={block} />
      ))}
      <Text size="xs" c="dimmed">
        {t('help.updated', { date: fullDay(updated, 'UTC') })}
      </Text>
    </div>
  );
}

function Block({ block }: { block: HelpBlock }) {
  if (typeof block === 'string')
    return (
      <p>
        <Inline text={block} />
      </p>
    );
  if ('heading' in block)
    return (
      <Title order={3} mt="xs">
        {block.heading}
      </Title>
    );
  if ('code' in block)
    return (
      <Code block tabIndex={0}>
        {block.code}
      </Code>
    );
  if ('shows' in block) return <Shown what={block.shows} />;
  const [List, items] = 'steps' in block ? (['ol', block.steps] as const) : (['ul', block.list] as const);
  return (
    <List>
      {items.map((item) => (
        <li key={item}>
          <Inline text={item} />
        </li>
      ))}
    </List>
  );
}

type Shows = Extract<HelpBlock, { shows: unknown }>['shows'];

function Shown({ what }: { what: Shows }) {
  if (what === 'fields') return <Fields />;
  if (what === 'keys') return <Keys />;
  return what === 'first-event' ? <FirstEvent /> : <AskSupport />;
}
