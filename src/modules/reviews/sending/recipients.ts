import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { dueDigest, type DueDigest } from '../subscriptions/schedule';
import type { Reviewed } from './digest-composer';

export interface Recipient {
  readonly accountId: string;
  readonly organization: Reviewed;
  /** Null when there is nothing to send them now. */
  readonly due: DueDigest | null;
}

interface Row {
  readonly organization_id: string;
  readonly account_id: string;
  readonly weekday: number;
  readonly hour: number;
  readonly created_at: Date;
  readonly organization_name: string;
  readonly time_zone: string;
  readonly last_week: string | null;
}

const FIRST = '00000000-0000-0000-0000-000000000000';

/** Who wants a review, in all organizations. */
@Injectable()
export class Recipients {
  constructor(private readonly dataSource: DataSource) {}

  /** The next page after somebody. */
  async after(last: Recipient | undefined, limit: number, now: Date): Promise<Recipient[]> {
    const rows: Row[] = await this.dataSource.query(
      `SELECT organization_id, account_id, weekday, hour, created_at, organization_name, time_zone, last_week::text
         FROM review_digest_recipients($1, $2, $3)`,
      [last?.organization.id ?? FIRST, last?.accountId ?? FIRST, limit],
    );
    return rows.map((row) => recipientOf(row, now));
  }
}

function recipientOf(row: Row, now: Date): Recipient {
  const { weekday, hour, time_zone: timeZone, created_at: createdAt, last_week: lastWeek } = row;
  return {
    accountId: row.account_id,
    organization: { id: row.organization_id, name: row.organization_name, timeZone },
    due: dueDigest({ weekday, hour, timeZone, createdAt, lastWeek }, now),
  };
}
