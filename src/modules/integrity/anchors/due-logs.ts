import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../../platform/clock/clock';
import { IDLE_MS } from './channels';
import { BY_MAIL, CheckpointMails } from './mails/checkpoint-mails';
import { OUTSIDES } from './outsides';
import type { Outside } from './places/outside';

const DUE = `SELECT organization_id FROM logs_to_anchor($1, $2, $3, make_interval(secs => $4), $5, $6)`;

/** The sealed logs that have something to tell to a place. */
@Injectable()
export class DueLogs {
  constructor(
    @Inject(OUTSIDES) private readonly outsides: readonly Outside[],
    private readonly mails: CheckpointMails,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** The next page, by their ids, after one; null for the first. */
  async after(last: string | null, limit: number): Promise<string[]> {
    const ways = [...this.outsides, ...(this.mails.leave ? [BY_MAIL] : [])];
    if (ways.length === 0) return [];
    const rows: { organization_id: string }[] = await this.dataSource.query(DUE, [
      this.clock.now(),
      ways.map(({ kind }) => kind),
      ways.map(({ place }) => place),
      IDLE_MS / 1000,
      last,
      limit,
    ]);
    return rows.map(({ organization_id }) => organization_id);
  }
}
