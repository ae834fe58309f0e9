import type { ReactNode } from 'react';
import classes from './page.module.css';

export type Tone = 'good' | 'bad' | 'warn' | 'going' | 'quiet';

/** A state in a word; its colour says nothing that the word does not. */
export function Pill({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={classes.pill} data-tone={tone}>
      {children}
    </span>
  );
}
