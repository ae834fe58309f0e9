import { randomUUID } from 'node:crypto';
import type { NewEvent } from '../../src/modules/audit/audit.event';
import { EventWriter } from '../../src/modules/audit/recording/event-writer';
import { Sealing } from '../../src/modules/integrity/integrity.sealing';
import type { VerificationResult } from '../../src/modules/verification/verification.contract';
import { LogWalk, type WalkOptions } from '../../src/modules/verification/verification.walks';
import { anEvent, someone } from './log-fixture';
import type { TestApp } from './test-app';

/** Events that fill every column, each saying something else. */
export const variedEvents = (count: number, from = new Date(Date.now() - 60_000)): NewEvent[] =>
  Array.from({ length: count }, (_, n) =>
    anEvent({
      occurred_at: new Date(from.getTime() + n),
      source: ['ehr', 'security', 'api'][n % 3] as string,
      action: `note.${['saved', 'read', 'printed'][n % 3]}`,
      outcome: n % 7 === 0 ? 'failure' : 'success',
      flags: n % 5 === 0 ? ['phi'] : [],
      actor: someone({ id: `u${n}`, name: `Jane ${n} Döe`, role: 'nurse' }),
      reported_by: { api_key_id: randomUUID(), ip: '192.0.2.10', request_id: `q${n}` },
      resource: { type: 'note', id: `note-${n}`, name: `Note ${n}` },
      subject: { type: 'patient', id: `p-${n}`, name: `Pat ${n}` },
      related: [{ type: 'ward', id: 'w1', name: '病棟 3' }],
      summary: n % 2 === 0 ? `Jane ${n} saved note ${n}` : null,
      details: { text: `quetzal ${n}` },
      context: { ip: n % 2 === 0 ? '203.0.113.7' : '2001:DB8::7', session_id: `s${n}`, request_id: `r${n}` },
    }),
  );

/** An organization with so many events under a signed checkpoint. */
export async function sealedLog(test: TestApp, events: number | readonly NewEvent[] = 40): Promise<string> {
  const id = randomUUID();
  await test.superuser.query(`INSERT INTO organizations (id, name) VALUES ($1, 'Acme')`, [id]);
  await appendTo(test, id, typeof events === 'number' ? variedEvents(events) : events);
  await seal(test, id);
  return id;
}

export async function appendTo(test: TestApp, id: string, events: readonly NewEvent[]): Promise<void> {
  const writer = test.app.get(EventWriter, { strict: false });
  for (let from = 0; from < events.length; from += 1_000) await writer.write(id, events.slice(from, from + 1_000));
}

export const seal = (test: TestApp, id: string): Promise<void> => test.app.get(Sealing, { strict: false }).seal(id);

export async function walk(test: TestApp, id: string, options: Partial<WalkOptions> = {}): Promise<VerificationResult> {
  const result = await test.app.get(LogWalk, { strict: false }).run(id, options);
  if (!result) throw new Error('the walk was stopped');
  return result;
}

/** What a clean log of so many events looks like. */
export const clean = (present: number) => ({
  findings: [],
  more_findings: 0,
  through_sequence: present,
  counts: { present, erased: 0, purged: 0, missing: 0, altered: 0 },
});
