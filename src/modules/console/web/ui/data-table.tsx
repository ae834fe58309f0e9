import type { ReactNode } from 'react';
import classes from './page.module.css';

interface Props {
  /** What the rows are. */
  readonly label: string;
  /** Headings, in their order. */
  readonly columns: readonly string[];
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** A real table; where it has no room, each row is a card, and its cells say what they are (`data-label`). */
export function DataTable({ label, columns, className = '', children }: Props) {
  return (
    <div className={classes.scroll}>
      <table className={`${classes.table} ${className}`} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
