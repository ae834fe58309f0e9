import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock';
import { UnitOfWork, type Changes } from '../../audit/audit.unit-of-work';
import { SELECT_VERIFICATION, type Verification } from '../storage/verification-store';
import { verificationActions } from '../verification.actions';
import type { Finding, VerificationResult } from '../verification.contract';

/** One at a time a page of the log: of more than these the last says how many there are. */
const MOST_EVENTS = 25;

const SAVE_NEWEST = `INSERT INTO verifications (organization_id, first_at, newest_at, newest_through, newest, told, findings) VALUES ($1, $2, $2, $3, $4, $5, $6)
  ON CONFLICT (organization_id) DO UPDATE SET newest_at = excluded.newest_at, newest_through = excluded.newest_through, newest = excluded.newest, told = excluded.told, findings = excluded.findings`;
const SAVE_WHOLE = `INSERT INTO verifications (organization_id, first_at, whole_at, whole, told, findings) VALUES ($1, $2, $2, $3, $4, $5)
  ON CONFLICT (organization_id) DO UPDATE SET whole_at = excluded.whole_at, whole = excluded.whole, told = excluded.told, findings = excluded.findings,
    newest = jsonb_set(jsonb_set(verifications.newest, '{findings}', '[]'), '{more_findings}', '0'), walk = NULL, walk_started_at = NULL, walk_last = NULL, requested_at = NULL`;

/** Keeps what a verification found, and tells the log of what is new and of what has ended: each once, in the same transaction. */
@Injectable()
export class Outcomes {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** The look over the newest events. What it found before, in events that it does not reach any more, stands until the whole log is walked. */
  newest(organizationId: string, result: VerificationResult): Promise<void> {
    return this.unitOfWork.systemChanges(organizationId, async (manager) => {
      const [row]: [Verification?] = await manager.query(`${SELECT_VERIFICATION} FOR UPDATE`, [
        organizationId,
      ]);
      const older = (row?.newest?.findings ?? []).filter((one) => isBefore(one, result.from_sequence));
      const newest = { ...result, findings: [...older, ...result.findings] };
      const { told, findings, changes } = compare(row, currentOf(newest, row?.whole));
      await manager.query(SAVE_NEWEST, [
        organizationId,
        this.clock.now(),
        result.through_sequence,
        JSON.stringify(newest),
        told,
        findings,
      ]);
      return changes;
    });
  }

  /** The walk over everything: all that stands is what it found. */
  whole(organizationId: string, result: VerificationResult): Promise<void> {
    return this.unitOfWork.systemChanges(organizationId, async (manager) => {
      const [row]: [Verification?] = await manager.query(`${SELECT_VERIFICATION} FOR UPDATE`, [
        organizationId,
      ]);
      const { told, findings, changes } = compare(row, currentOf(null, result));
      await manager.query(SAVE_WHOLE, [
        organizationId,
        this.clock.now(),
        JSON.stringify(result),
        told,
        findings,
      ]);
      return changes;
    });
  }
}

const isBefore = ({ first_sequence }: Finding, from: number): boolean =>
  first_sequence !== null && first_sequence < from;

/** What two verifications found, each once. */
export function currentOf(
  newest: VerificationResult | null | undefined,
  whole: VerificationResult | null | undefined,
): { list: readonly Finding[]; more: number } {
  const all = [...(whole?.findings ?? []), ...(newest?.findings ?? [])];
  const list = [...new Map(all.map((finding) => [keyOf(finding), finding])).values()];
  return { list, more: Math.max(whole?.more_findings ?? 0, newest?.more_findings ?? 0) };
}

/** What waits to be sealed, and what a log lacks at its end, change with every event (those that tell of it, too), and are one thing. */
const keyOf = ({ kind, field, first_sequence, last_sequence }: Finding): string =>
  kind === 'unsealed' || kind === 'head' ? kind : `${kind} ${first_sequence}-${last_sequence} ${field}`;

function compare(
  row: Verification | undefined,
  { list, more }: { list: readonly Finding[]; more: number },
): { told: string[]; findings: number; changes: Changes<void> } {
  const before = row?.told ?? [];
  const told = list.map(keyOf);
  const fresh = list.filter((finding) => !before.includes(keyOf(finding)));
  const ended = before.filter((key) => !told.includes(key));
  const events = [
    ...fresh
      .slice(0, MOST_EVENTS)
      .map((finding, index) =>
        found(finding, index === MOST_EVENTS - 1 ? fresh.length + more - MOST_EVENTS : 0),
      ),
    ...ended.slice(0, MOST_EVENTS).map(over),
  ];
  return { told, findings: list.length + more, changes: { result: undefined, events } };
}

function found({ kind, field, says, ...finding }: Finding, others: number): Changes<void>['events'][number] {
  const sequences = rangeOf(finding.first_sequence, finding.last_sequence);
  const details = {
    kind,
    sequences,
    field,
    says: sequences === '' ? says : `${sequences}: ${says}`,
    ...(others > 0 ? { others } : {}),
  };
  return { spec: verificationActions['integrity.violation_found'], event: { details } };
}

function over(key: string): Changes<void>['events'][number] {
  const [kind = '', sequences = '', ...field] = key.split(' ');
  const details = {
    kind,
    sequences: sequences === '' || sequences.startsWith('null') ? '' : `#${sequences}`,
    field: field.join(' '),
  };
  return { spec: verificationActions['integrity.violation_ended'], event: { details } };
}

const rangeOf = (first: number | null, last: number | null): string =>
  first === null ? '' : first === last ? `#${first}` : `#${first} to #${last}`;
