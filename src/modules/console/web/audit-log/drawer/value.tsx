import { visible } from '../../ui/visible';
import classes from './drawer.module.css';
import { textOf } from './changes-of';

/** Any JSON as text, members by name; deeper ones as they are written. */
export function Value({ value }: { value: Readonly<Record<string, unknown>> }) {
  return (
    <dl className={classes.facts2}>
      {Object.entries(value).map(([name, member]) => (
        <div key={name} className={classes.member}>
          <dt className="mono foreign">{visible(name)}</dt>
          <dd className="mono foreign">{visible(textOf(member))}</dd>
        </div>
      ))}
    </dl>
  );
}
