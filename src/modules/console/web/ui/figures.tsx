import type { ReactNode } from 'react';
import classes from './figures.module.css';

export interface Figure {
  readonly value: ReactNode;
  readonly label: string;
  readonly help?: ReactNode;
}

/** A few numbers, large, each with what it counts. */
export function Figures({ figures }: { figures: readonly Figure[] }) {
  return (
    <div className={classes.frame}>
      <dl className={classes.figures} data-count={figures.length}>
        {figures.map(({ value, label, help }) => (
          <div key={label} className={classes.figure}>
            <dt>{label}</dt>
            <dd>
              <span className={classes.value}>{value}</span>
              {help === undefined ? null : <span className={classes.help}>{help}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
