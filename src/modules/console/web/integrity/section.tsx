import { Text, Title } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import page from '../ui/page.module.css';

interface Props {
  readonly title: string;
  readonly lead?: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A card with a heading and what it is for. */
export function Section({ title, lead, aside, children }: Props) {
  const id = useId();
  return (
    <section className={`card ${page.section}`} aria-labelledby={id}>
      <div className={page.head}>
        <Title order={2} id={id}>
          {title}
        </Title>
        {aside}
      </div>
      {lead === undefined ? null : (
        <Text size="sm" c="dimmed">
          {lead}
        </Text>
      )}
      {children}
    </section>
  );
}
