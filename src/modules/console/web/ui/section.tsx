import { Title } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import classes from './page.module.css';

interface Props {
  readonly title: string;
  /** Beside the title. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A card with a heading. */
export function Section({ title, aside, children }: Props) {
  const id = useId();
  return (
    <section className={`card ${classes.section}`} aria-labelledby={id}>
      <div className={classes.head}>
        <Title order={2} id={id}>
          {title}
        </Title>
        <span className={classes.push}>{aside}</span>
      </div>
      {children}
    </section>
  );
}
