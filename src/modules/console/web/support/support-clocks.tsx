import { IconAlertTriangle, IconCheck, IconClock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SupportClocks as Clocks } from '../../../support/support.contract';
import { ago, minuteMoment } from '../preferences/moments';
import { useZone } from '../preferences/time-zone';
import { clocksOf, type ClockStanding } from './clocks';
import classes from './support.module.css';
import { useNow } from './use-now';

const ICONS = { due: IconClock, overdue: IconAlertTriangle, met: IconCheck, over: IconClock };
const LOOKS = { due: undefined, overdue: classes.overdue, met: classes.quiet, over: classes.quiet };

/** What was promised and how it stands: customers and operators see the same. */
export function SupportClocks({ request }: { request: Clocks & { readonly closed_at: string | null } }) {
  const now = useNow();
  return (
    <ul className={classes.clocks}>
      {clocksOf(request, now).map((clock) => (
        <Clock key={clock.name} clock={clock} now={now} />
      ))}
    </ul>
  );
}

function Clock({ clock: { name, standing, at }, now }: { clock: ClockStanding; now: number }) {
  const { t } = useTranslation();
  const { name: zone } = useZone();
  const Glyph = ICONS[standing];
  const moment = minuteMoment(at, zone);
  const met = name === 'firstAnswer' ? 'answered' : 'delivered';
  const words = {
    due: t('support.clocks.due', { moment, away: ago(at, now) }),
    overdue: t('support.clocks.overdue', { moment }),
    met: t(`support.clocks.${met}`, { moment }),
    over: t('support.clocks.notMet', { moment }),
  };
  return (
    <li className={LOOKS[standing]}>
      <Glyph size={14} aria-hidden />
      <span>
        {t(`support.clocks.${name}`)} {words[standing]}
      </span>
    </li>
  );
}
