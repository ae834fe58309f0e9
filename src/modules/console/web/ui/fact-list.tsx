import type { ReactNode } from 'react';
import classes from './page.module.css';

export type Fact = readonly [term: string, value: ReactNode];

/** What is known of one thing, line by line. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map(([term, value]) => (
        <div key={term} style={{ display: 'contents' }}>
          <dt>{term}</dt>
          <dd className="foreign">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
