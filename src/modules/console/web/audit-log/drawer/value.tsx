import classes from './drawer.module.css';
import { textOf } from './changes-of';

/** Any JSON as text, members by name; deeper ones as they are written. */
export function Value({ value }: { value: Readonly<Record<string, unknown>> }) {
  return (
    <dl className={classes.facts2}>
      {Object.entries(value).map(([name, member]) => (
        <div key={name} className={classes.member}>
          <dt className="mono foreign">{name}</dt>
          <dd className="mono foreign">{textOf(member)}</dd>
        </div>
      ))}
    </dl>
  );
}
