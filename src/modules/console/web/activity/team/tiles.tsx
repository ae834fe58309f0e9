import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActivityView, AdoptionView } from '../../../../activity/activity.contract';
import { number } from '../../preferences/moments';
import page from '../../ui/page.module.css';
import classes from '../activity.module.css';
import { Change } from '../change';
import { Evidence } from '../evidence';
import { percent } from '../percent';
import type { ActivityState } from '../use-activity';

interface Props {
  readonly state: ActivityState;
  readonly view: ActivityView;
  readonly adoption: AdoptionView | undefined;
}

/** What a reader asks first, one number each. */
export function Tiles({ state, view, adoption }: Props) {
  const { t } = useTranslation();
  const { active_users: active, stickiness, failed_sign_ins: failed, from, to } = view;
  const isCompared = state.search.compare !== 'off';
  return (
    <dl className={classes.tiles} aria-label={t('activity.tile.label')}>
      <Tile
        title={t('activity.tile.active')}
        more={isCompared ? <Change now={active.range} before={active.previous} /> : null}
      >
        <ToPeople patch={{ sort: '-last_active_at', dormant: undefined }}>
          {t('activity.tile.ofKnown', { range: number(active.range), known: number(active.known) })}
        </ToPeople>
      </Tile>
      <Tile
        title={t('activity.tile.stickiness')}
        help={t('activity.tile.stickinessHelp')}
        more={days(active)}
      >
        {stickiness === null ? '–' : percent(stickiness)}
      </Tile>
      <Adopted adoption={adoption} />
      <Tile
        title={t('activity.tile.failed')}
        more={isCompared ? <Change now={failed.events} before={failed.previous} /> : null}
      >
        <Evidence {...failed} from={from} to={to} what={t('activity.tile.failed')} />
      </Tile>
      <Dormant {...view.dormant} />
    </dl>
  );

  function days({ day, week, month }: ActivityView['active_users']): string {
    return t('activity.tile.today', { day: number(day), week: number(week), month: number(month) });
  }
}

interface TileProps {
  readonly title: string;
  readonly help?: string;
  readonly more?: ReactNode;
  readonly children: ReactNode;
}

function Tile({ title, help, more, children }: TileProps) {
  return (
    <div className={`card ${classes.tile}`} title={help}>
      <dt>{title}</dt>
      <dd>
        <span className={classes.big}>{children}</span>
        <span className={page.second}>{more}</span>
      </dd>
    </div>
  );
}

/** Numbers of people lead to them, in the list below. */
function ToPeople({
  patch,
  children,
}: {
  patch: Readonly<Record<string, string | undefined>>;
  children: ReactNode;
}) {
  return (
    <Link
      to="."
      hash="people"
      search={(before) => ({ ...before, cursor: undefined, ...patch })}
      className={page.link ?? ''}
    >
      {children}
    </Link>
  );
}

function Dormant({ days, users }: ActivityView['dormant']) {
  const { t } = useTranslation();
  return (
    <Tile
      title={t('activity.tile.dormant', { days })}
      more={users === 0 ? t('activity.tile.dormantNone') : t('activity.tile.dormantReview')}
    >
      {users === 0 ? (
        number(users)
      ) : (
        <ToPeople patch={{ dormant: 'true', sort: 'last_active_at' }}>{number(users)}</ToPeople>
      )}
    </Tile>
  );
}

function Adopted({ adoption }: { adoption: AdoptionView | undefined }) {
  const { t } = useTranslation();
  const first = adoption?.features.find(({ users }) => users > 0);
  const name = first && adoption ? nameOf(first) : null;
  return (
    <Tile title={t('activity.tile.adopted')} more={name ?? t('activity.tile.adoptedNone')}>
      {first && adoption ? (
        <>
          <Evidence {...first} from={adoption.from} to={adoption.to} what={name ?? ''}>
            {t('activity.tile.adoptedUsers', { count: first.users })}
          </Evidence>{' '}
          <span className={classes.change}>{percent(first.share)}</span>
        </>
      ) : (
        '–'
      )}
    </Tile>
  );

  function nameOf({ kind, feature, name: given }: AdoptionView['features'][number]): string {
    return kind === 'type' ? t(`activity.type.${feature as 'other'}`) : given;
  }
}
