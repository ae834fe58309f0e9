import type { Actor, JsonObject } from '../../src/platform/context/request-record';
import type { NewEvent } from '../../src/modules/audit/audit.event';
import type { Random } from '../bench/random';
import { anEvent, someone } from './log-fixture';

/** What random events and random questions about them are made of: few values each, so that they meet; in several scripts. */
export const FIRST_DAY = Date.parse('2026-11-01T00:00:00Z');
export const DAYS = 20;
export const PEOPLE: readonly Actor[] = [
  ['u1', 'Jane Doe', 'jane@acme.example', 'owner'],
  ['u2', 'Omar Reyes', 'omar@acme.example', 'admin'],
  ['u11', 'Жанна Ødegård', 'zhanna@acme.example', null],
  ['U1', "Lena O'Neil", null, 'member'],
  [null, 'jane doe', 'jane@other.example', 'member'],
].map(([id, name, email, role]) => someone({ id, name, email, role }));
export const SYSTEMS: readonly Actor[] = [
  someone({ type: 'system', id: null, name: 'Backup', email: null, role: null }),
  someone({ type: 'anonymous', id: null, name: null, email: null, role: null }),
  someone({ type: 'api_key', id: 'k1', name: 'Import', email: null, role: null }),
];
export const SOURCES = ['security', 'patient_activity', 'ai'];
export const ACTIONS = [
  'member.role_changed',
  'member.invited',
  'membership.ended',
  'patient.viewed',
  'patient.updated',
];
export const RESOURCES = [
  { type: 'member', id: 'm1', name: 'Omar Reyes' },
  { type: 'chart', id: 'c7', name: 'Chart seven' },
  { type: 'chart', id: 'c77', name: '患者 記録' },
  { type: 'patient', id: 'p1' },
];
export const SUBJECTS = [
  { type: 'patient', id: 'p1', name: 'Ann Lee' },
  { type: 'patient', id: 'p2', name: 'مريض' },
];
export const SUMMARIES = ['opened the chart', 'changed the role', 'opened a door', 'ÉCOLE opened', null];
export const IPS = ['10.0.0.1', '10.0.0.200', '10.1.2.3', '203.0.113.7', '2001:db8::1', '2001:db8:ffff::2'];
export const FLAGS = ['critical', 'phi', 'new_ip'];
export const KEYS = ['aaaaaaaa-0000-4000-8000-000000000001', 'aaaaaaaa-0000-4000-8000-000000000002'];
const DETAILS: readonly JsonObject[] = [
  {},
  { plan: 'pro', seats: 3 },
  { plan: 'Pro', nested: { deep: true, list: ['a', 'b'] } },
  { plan: null, 'odd key': "it's" },
];

export const idOf = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** The n-th event of an organization, which `context.tenant` names: its id is the same in every one. Many events share a moment. */
export const randomEvent = (random: Random, number: number, tenant: string): NewEvent =>
  anEvent({
    id: idOf(number),
    occurred_at: new Date(FIRST_DAY + random.below(DAYS) * 86_400_000 + random.below(50) * 60_000),
    source: random.of(SOURCES),
    action: random.of(ACTIONS),
    operation: random.of(['create', 'read', 'update'] as const),
    category: random.of(['administration', 'authentication', null] as const),
    outcome: random.of(['success', 'success', 'success', 'failure', 'denied'] as const),
    flags: FLAGS.filter(() => random.chance(0.2)),
    actor: random.of(random.chance(0.8) ? PEOPLE : SYSTEMS),
    resource: random.of([null, ...RESOURCES]),
    subject: random.of([null, null, ...SUBJECTS]),
    related: random.chance(0.1) ? [{ type: 'ward', id: 'w1', name: 'Ward nine' }] : [],
    summary: random.of(SUMMARIES),
    changes: random.chance(0.5) ? null : { before: { role: 'member' }, after: null },
    details: random.of(DETAILS),
    context: {
      tenant,
      ip: random.of([...IPS, null]),
      session_id: random.of(['s1', 's2', null]),
      request_id: random.of(['r1', 'r2', undefined]),
    },
    reported_by: random.chance(0.4)
      ? { api_key_id: random.of(KEYS), ip: '192.0.2.1', request_id: 'r' }
      : null,
  });
