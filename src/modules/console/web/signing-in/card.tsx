import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './card.module.css';

interface Props {
  readonly title: string;
  readonly lead?: string;
  readonly children: ReactNode;
}

/** One step of coming in: a card in the middle of an empty page. */
export function SigningInCard({ title, lead, children }: Props) {
  return (
    <main className={classes.page}>
      <section className={`card ${classes.card}`} aria-labelledby="step">
        <div className={classes.brand}>
          <span className={classes.mark} aria-hidden>
            D
          </span>
          Daybook
        </div>
        <Title order={1} id="step" size="h1">
          {title}
        </Title>
        {lead === undefined ? null : (
          <Text c="dimmed" size="sm" className="foreign">
            {lead}
          </Text>
        )}
        {children}
      </section>
    </main>
  );
}
