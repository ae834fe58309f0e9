import { number } from '../preferences/moments';
import classes from './retention.module.css';

interface Props {
  readonly label: string;
  readonly bars: readonly { readonly label: string; readonly events: number }[];
}

/** A number for each of a few dates, with a bar beside it: a table, so that it can be read without the bars. */
export function DateBars({ label, bars }: Props) {
  const most = Math.max(...bars.map(({ events }) => events), 1);
  return (
    <table className={classes.bars}>
      <caption>{label}</caption>
      <tbody>
        {bars.map((bar) => (
          <tr key={bar.label}>
            <th scope="row">{bar.label}</th>
            <td aria-hidden>
              <span
                className={classes.bar}
                style={{ inlineSize: `${Math.max(1, (bar.events / most) * 100)}%` }}
              />
            </td>
            <td className={classes.count}>{number(bar.events)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
