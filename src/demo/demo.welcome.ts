import type { INestApplicationContext } from '@nestjs/common';
import { DEMO_AUDITOR, DEMO_OWNER, DEMO_PASSWORD } from '../modules/auth/auth.demo';
import { readRecord } from './fill/demo-record';

/** What the terminal says where the data is made up: where it is, and who can sign in. Null where it is somebody's own. */
export async function demoWelcome(app: INestApplicationContext, address: string): Promise<string | null> {
  const record = await readRecord(app);
  if (!record?.finished) return null;
  const filledTo = record.filledTo.toISOString().slice(0, 16).replace('T', ' ');
  return `
Daybook is ready at ${address}
Demo data: nobody and nothing in it is real. It goes up to ${filledTo} UTC; npm start -- --demo goes on from there.

  Begin here   ${DEMO_AUDITOR}     password  ${DEMO_PASSWORD}
               the Auditor sees, exports and verifies; no second factor
  The Owner    ${DEMO_OWNER}   the same password, and the code of
               npm run daybook -- demo code

Something happened in the night of ${record.incidentOn}, at twenty to three. What was done, and to whose data?
`;
}
