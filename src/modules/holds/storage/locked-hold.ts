import type { EntityManager } from 'typeorm';
import type { Row } from '../../../platform/database/row';
import { conflict, notFound } from '../../../platform/errors/daybook-error';
import { LegalHold } from './legal-hold.entity';

/** A hold in force, until the transaction ends. @throws DaybookError `legal_hold.not_found`, `legal_hold.released` */
export async function lockedHold(
  manager: EntityManager,
  organizationId: string,
  id: string,
): Promise<Row<LegalHold>> {
  const lock = { mode: 'pessimistic_write' } as const;
  const hold = await manager.findOne(LegalHold, { where: { organizationId, id }, lock });
  if (!hold) throw notFound('legal hold');
  if (hold.releasedAt)
    throw conflict(
      'legal_hold.released',
      'This legal hold has been released and stays as it was. Place another if it is needed again.',
    );
  return hold;
}

/**
 * Waits for whoever is about to take something from the log (`HoldGuard.lock`), keeps others waiting until the transaction ends,
 * and moves the version, so that no purge goes on by what it knew. Returns the version.
 */
export async function moveHead(manager: EntityManager, organizationId: string): Promise<number> {
  const rows: { version: string }[] = await manager.query(
    `INSERT INTO hold_heads AS h (organization_id, version) VALUES ($1, 1)
     ON CONFLICT (organization_id) DO UPDATE SET version = h.version + 1 RETURNING h.version`,
    [organizationId],
  );
  return Number(rows[0]?.version);
}
