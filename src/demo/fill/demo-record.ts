import type { INestApplicationContext } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Story } from '../days/history';

/** What a database knows of the demo in it. */
export interface DemoRecord extends Story {
  readonly firstDay: string;
  /** Up to when its people have been at work. */
  readonly filledTo: Date;
  /** Not, when the making was interrupted. */
  readonly finished: boolean;
}

const READ = `SELECT seed, first_day::text AS "firstDay", incident_on::text AS "incidentOn", filled_to AS "filledTo", finished FROM demo`;

export async function readRecord(app: INestApplicationContext): Promise<DemoRecord | null> {
  const [row]: DemoRecord[] = await app.get(DataSource).query(READ);
  return row ?? null;
}

export async function beginRecord(
  app: INestApplicationContext,
  { seed, firstDay, incidentOn, filledTo }: Omit<DemoRecord, 'finished'>,
): Promise<void> {
  await app
    .get(DataSource)
    .query('INSERT INTO demo VALUES (true, $1, $2, $3, $4, false)', [seed, firstDay, incidentOn, filledTo]);
}

export async function noteFilled(app: INestApplicationContext, filledTo: Date): Promise<void> {
  await app.get(DataSource).query('UPDATE demo SET filled_to = $1, finished = true', [filledTo]);
}
