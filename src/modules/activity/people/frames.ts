import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock';
import { currentPrincipal } from '../../../platform/context/request-context';
import { LogSnapshots, type LogSnapshot } from '../../audit/audit.snapshot';
import type { Holiday, Hours, Weekday } from '../../organizations/organizations.contract';
import { Visibility } from '../../teams/teams.visible-people';
import { rangeOf, type Range } from '../time/range';
import { ZoneClock } from '../time/zone-clock';
import { circleOf, type Asked, type Circle } from './circle';
import type { Person } from './person';
import { rosterOf } from './roster';

/** What every question about activity may say. */
export interface ActivityQuestion extends Asked {
  readonly from?: string;
  readonly to?: string;
  readonly range?: string;
  readonly tz?: string;
}

/** Everything that an answer is computed from, at one moment. */
export interface Frame {
  readonly log: LogSnapshot;
  readonly now: Date;
  readonly range: Range;
  readonly zone: string;
  readonly working: {
    readonly hours: Partial<Record<Weekday, Hours | null>>;
    readonly holidays: readonly Holiday[];
    /** Whose clocks these are. */
    readonly zone: string;
  };
  readonly circle: Circle;
  /** Everybody whom whoever asks may see. */
  readonly visible: readonly Person[];
}

/** Puts a question into its frame: whose activity whoever asks may see, in which zone, over which range, at which moment. */
@Injectable()
export class Frames {
  constructor(
    private readonly snapshots: LogSnapshots,
    private readonly visibility: Visibility,
    private readonly clock: Clock,
  ) {}

  async over<T>(question: ActivityQuestion, work: (frame: Frame) => Promise<T>): Promise<T> {
    const principal = currentPrincipal();
    const visible = await this.visibility.of(principal);
    const now = this.clock.now();
    return this.snapshots.read(principal.organizationId, async (log) => {
      const working = await organizationOf(log);
      const zone = question.tz ?? working.zone;
      const range = rangeOf(question, zone, now);
      const roster = await rosterOf(log);
      const [circle, all] = [question, {}].map((asked) =>
        circleOf(roster, visible, asked, principal.accountId),
      ) as [Circle, Circle];
      return work({ log, now, range, zone, working, circle, visible: all.people });
    });
  }
}

interface OrganizationRow {
  readonly zone: string;
  readonly hours: Frame['working']['hours'];
  readonly holidays: Frame['working']['holidays'];
}

async function organizationOf({ client, organizationId }: LogSnapshot): Promise<OrganizationRow> {
  const { rows } = await client.query<OrganizationRow>(
    'SELECT time_zone AS zone, working_hours AS hours, holidays FROM organizations WHERE id = $1',
    [organizationId],
  );
  return rows[0] as OrganizationRow;
}

/** A clock for whatever is computed over a range. */
export const clockOf = (zone: string, { from, to }: Range): ZoneClock => new ZoneClock(zone, from, to);
