import type { MigrationInterface, QueryRunner } from 'typeorm';
import { giveToSteward, openToSteward, protect, run } from './support';

const TABLES = ['support_requests', 'support_messages', 'support_grants'];

/** Requests for support, what is said about them, and what operators are allowed for them. */
export class CreateSupportRequests1795200000721 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, REQUESTS, MESSAGES, GRANTS, ...INDEXES);
    for (const table of TABLES) await protect(runner, table, 'SELECT, INSERT, UPDATE');
    for (const table of ['support_requests', 'support_grants']) await openToSteward(runner, table, 'SELECT');
    for (const [signature, statement] of Object.entries(FUNCTIONS)) {
      await run(runner, statement);
      await giveToSteward(runner, signature);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      ...Object.keys(FUNCTIONS).map((signature) => `DROP FUNCTION ${signature}`),
      ...TABLES.toReversed().map((table) => `DROP TABLE ${table}`),
    );
  }
}

/**
 * `wanted`: the export that the customer asks for, as they said it. The deadlines are computed once. `reminded`: of which of
 * them the operators were told that it is past.
 */
const REQUESTS = `CREATE TABLE support_requests (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  number integer NOT NULL,
  origin text NOT NULL,
  kind text NOT NULL,
  trying_to text NOT NULL,
  workspace text NOT NULL,
  record jsonb,
  wanted jsonb,
  requested_by jsonb NOT NULL,
  created_at timestamptz(3) NOT NULL,
  first_answer_due_at timestamptz(3) NOT NULL,
  first_answered_at timestamptz(3),
  due_at timestamptz(3),
  delivered_at timestamptz(3),
  closed_at timestamptz(3),
  closed_by jsonb,
  feedback jsonb,
  reminded text[] NOT NULL DEFAULT '{}',
  CONSTRAINT support_requests_pkey PRIMARY KEY (organization_id, id),
  CONSTRAINT support_requests_number_key UNIQUE (organization_id, number),
  CONSTRAINT support_requests_organization_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id),
  CONSTRAINT support_requests_tenants_check CHECK (organization_id <> '00000000-0000-0000-0000-000000000000'),
  CONSTRAINT support_requests_origin_check CHECK (origin IN ('customer', 'operator')),
  CONSTRAINT support_requests_kind_check CHECK (kind IN ('question', 'export'))
)`;

const MESSAGES = `CREATE TABLE support_messages (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  request_id uuid NOT NULL,
  author jsonb NOT NULL,
  text text NOT NULL,
  created_at timestamptz(3) NOT NULL,
  CONSTRAINT support_messages_pkey PRIMARY KEY (organization_id, id),
  CONSTRAINT support_messages_request_fkey FOREIGN KEY (organization_id, request_id) REFERENCES support_requests (organization_id, id)
)`;

/**
 * One proposal of one export, and what became of it. `proposed` and `approved` end by the clock as well, whatever the row says.
 * `query` is exactly what is approved and built; `filter` what it was said as.
 */
const GRANTS = `CREATE TABLE support_grants (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  request_id uuid NOT NULL,
  format text NOT NULL,
  query jsonb NOT NULL,
  filter jsonb NOT NULL,
  time_zone text NOT NULL,
  reason text NOT NULL,
  proposed_by jsonb NOT NULL,
  proposed_at timestamptz(3) NOT NULL,
  lapses_at timestamptz(3) NOT NULL,
  state text NOT NULL,
  decided_by jsonb,
  decided_at timestamptz(3),
  usable_until timestamptz(3),
  used_by jsonb,
  used_at timestamptz(3),
  export_id uuid,
  CONSTRAINT support_grants_pkey PRIMARY KEY (organization_id, id),
  CONSTRAINT support_grants_request_fkey FOREIGN KEY (organization_id, request_id) REFERENCES support_requests (organization_id, id),
  CONSTRAINT support_grants_state_check CHECK (state IN
    ('proposed', 'withdrawn', 'refused', 'lapsed', 'approved', 'revoked', 'expired', 'building', 'delivered', 'failed')),
  CONSTRAINT support_grants_approval_check CHECK (usable_until IS NOT NULL OR state NOT IN ('approved', 'expired', 'building', 'delivered', 'failed')),
  CONSTRAINT support_grants_use_check CHECK ((export_id IS NOT NULL) OR state NOT IN ('building', 'delivered', 'failed'))
)`;

const INDEXES = [
  `CREATE INDEX support_requests_id_idx ON support_requests (id)`,
  `CREATE INDEX support_requests_open_idx ON support_requests (first_answer_due_at) WHERE closed_at IS NULL`,
  `CREATE INDEX support_messages_request_idx ON support_messages (organization_id, request_id, id)`,
  `CREATE INDEX support_grants_request_idx ON support_grants (organization_id, request_id, id)`,
  `CREATE UNIQUE INDEX support_grants_open_key ON support_grants (organization_id, request_id) WHERE state IN ('proposed', 'approved', 'building')`,
  `CREATE INDEX support_grants_open_idx ON support_grants (state) WHERE state IN ('proposed', 'approved', 'building')`,
];

const DEFINER = 'LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp';

/** Whose request it is: operators then enter that organization, for the request. */
const HOME = `CREATE FUNCTION support_request_home(p_id uuid) RETURNS uuid ${DEFINER} AS $$
  SELECT r.organization_id FROM support_requests r WHERE r.id = p_id
$$`;

/**
 * The operators' list: what they can read of each request anyhow, and nothing of any log. The deadline that comes first comes
 * first, so that what is most overdue leads; what has none left follows, the newest first. Begins behind (due, id).
 */
const QUEUE = `CREATE FUNCTION support_queue(p_state text, p_now timestamptz, p_due timestamptz, p_id uuid, p_limit integer) RETURNS TABLE (
    organization_id uuid, organization_name text, id uuid, number integer, origin text, kind text, requested_by jsonb, created_at timestamptz,
    first_answer_due_at timestamptz, first_answered_at timestamptz, due_at timestamptz, delivered_at timestamptz, closed_at timestamptz,
    next_due timestamptz)
  ${DEFINER} AS $$
    SELECT r.organization_id, o.name, r.id, r.number, r.origin, r.kind, r.requested_by, r.created_at,
           r.first_answer_due_at, r.first_answered_at, r.due_at, r.delivered_at, r.closed_at, d.next_due
      FROM support_requests r
      JOIN organizations o ON o.id = r.organization_id
     CROSS JOIN LATERAL (SELECT CASE WHEN r.closed_at IS NOT NULL THEN timestamptz '9999-12-31T00:00:00Z' ELSE coalesce(least(
             CASE WHEN r.first_answered_at IS NULL THEN r.first_answer_due_at END,
             CASE WHEN r.delivered_at IS NULL THEN r.due_at END), timestamptz '9999-12-31T00:00:00Z') END AS next_due) d
     WHERE CASE p_state
             WHEN 'open' THEN r.closed_at IS NULL AND r.delivered_at IS NULL
             WHEN 'delivered' THEN r.closed_at IS NULL AND r.delivered_at IS NOT NULL
             WHEN 'closed' THEN r.closed_at IS NOT NULL
             WHEN 'overdue' THEN d.next_due <= p_now
             ELSE true END
       AND (p_due IS NULL OR d.next_due > p_due OR (d.next_due = p_due AND r.id < p_id))
     ORDER BY d.next_due, r.id DESC
     LIMIT p_limit
  $$`;

/** Requests for which time, or the end of an export, has something to do: those behind (organization, id). */
const WORK = `CREATE FUNCTION support_requests_due(p_now timestamptz, p_organization_id uuid, p_id uuid, p_limit integer)
  RETURNS TABLE (organization_id uuid, id uuid)
  ${DEFINER} AS $$
    SELECT d.organization_id, d.id FROM (
      SELECT g.organization_id, g.request_id AS id FROM support_grants g
        LEFT JOIN exports e ON e.organization_id = g.organization_id AND e.id = g.export_id
       WHERE (g.state = 'proposed' AND g.lapses_at <= p_now)
          OR (g.state = 'approved' AND g.usable_until <= p_now)
          OR (g.state = 'building' AND e.state NOT IN ('pending', 'running'))
      UNION
      SELECT r.organization_id, r.id FROM support_requests r
       WHERE r.closed_at IS NULL
         AND ((r.first_answered_at IS NULL AND r.first_answer_due_at <= p_now AND NOT 'first_answer' = ANY (r.reminded))
           OR (r.delivered_at IS NULL AND r.due_at <= p_now AND NOT 'delivery' = ANY (r.reminded)))) d
     WHERE (d.organization_id, d.id) > (p_organization_id, p_id)
     ORDER BY 1, 2
     LIMIT p_limit
  $$`;

const FUNCTIONS = {
  'support_request_home(uuid)': HOME,
  'support_queue(text, timestamptz, timestamptz, uuid, integer)': QUEUE,
  'support_requests_due(timestamptz, uuid, uuid, integer)': WORK,
};
