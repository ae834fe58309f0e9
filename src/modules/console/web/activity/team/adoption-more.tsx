import { useTranslation } from 'react-i18next';
import type { AdoptionView, FeatureAdoption } from '../../../../activity/activity.contract';
import { number, weekday } from '../../preferences/moments';
import classes from '../activity.module.css';
import { percent } from '../percent';

interface Props {
  readonly name: string;
  readonly feature: FeatureAdoption;
  readonly bucket: AdoptionView['bucket'];
}

/** Of one feature: whether each team uses it, and the days as numbers. */
export function More({ name, feature: { teams, buckets }, bucket }: Props) {
  const { t } = useTranslation();
  const days = t(`activity.adoption.start.${bucket}`);
  return (
    <div className={classes.more}>
      {teams.length === 0 ? (
        <div>{t('activity.adoption.noTeams')}</div>
      ) : (
        <Lines
          name={name}
          caption={t('activity.adoption.teams')}
          lines={teams.map((team) => ({ ...team, key: team.id, head: team.name }))}
        />
      )}
      <div className={classes.moreTable} tabIndex={0} role="group" aria-label={days}>
        <Lines
          name={name}
          caption={days}
          lines={buckets
            .toReversed()
            .map((one) => ({ ...one, key: one.start, head: weekday(`${one.start}T12:00:00Z`, 'UTC') }))}
        />
      </div>
    </div>
  );
}

interface LinesProps {
  readonly name: string;
  readonly caption: string;
  readonly lines: readonly {
    readonly key: string;
    readonly head: string;
    readonly users: number;
    readonly active: number;
  }[];
}

function Lines({ name, caption, lines }: LinesProps) {
  const { t } = useTranslation();
  return (
    <table className={classes.small} aria-label={`${name}: ${caption}`}>
      <caption>{caption}</caption>
      <tbody>
        {lines.map(({ key, head, users, active }) => (
          <tr key={key}>
            <th scope="row">
              <span className="foreign">{head}</span>
            </th>
            <td>{t('activity.adoption.of', { users: number(users), active: number(active) })}</td>
            <td>{percent(active === 0 ? null : users / active)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
