import type { ReactNode } from 'react';
import classes from './activity.module.css';

interface Props {
  /** The id of its heading. */
  readonly labelledBy: string;
  readonly heads: readonly string[];
  readonly children: ReactNode;
}

/** A few numbers in a card. */
export const SmallTable = ({ labelledBy, heads, children }: Props) => (
  <table className={classes.small} aria-labelledby={labelledBy}>
    <thead>
      <tr>
        {heads.map((head) => (
          <th key={head} scope="col">
            {head}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>{children}</tbody>
  </table>
);
