import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { AuditReader } from '../../src/modules/audit/audit.reader';
import type { UnitOfWork } from '../../src/modules/audit/audit.unit-of-work';
import { EventPages } from '../../src/modules/audit/search/event-pages';
import { ArchiveFiles } from '../../src/modules/retention/archive/archive-file';
import { ArchiveStore } from '../../src/modules/retention/archive/archive-store';
import { Archives } from '../../src/modules/retention/archive/archives';
import { ArchiveKeeping } from '../../src/modules/retention/retention.archive-keeping';
import { ArchiveSearch } from '../../src/modules/retention/retention.archive-search';
import type { Clock } from '../../src/platform/clock/clock';
import type { DatabasePool } from '../../src/platform/database/pools';
import { LocalFiles } from '../../src/platform/files/local-files';

/** Everything that archives are made of, their files in a directory of their own. */
export function openArchives(app: DatabasePool, unitOfWork: UnitOfWork, clock: Clock) {
  const root = mkdtempSync(join(tmpdir(), 'daybook-test-'));
  const files = new LocalFiles(root);
  const store = new ArchiveStore(app);
  const reader = new AuditReader(new EventPages(app));
  return {
    root,
    files,
    store,
    archives: new Archives(store, new ArchiveFiles(app, files), clock),
    keeping: new ArchiveKeeping(store, files, unitOfWork, clock),
    search: new ArchiveSearch(app, reader),
    reader,
    remove: (): void => rmSync(root, { recursive: true, force: true }),
  };
}

/** The date of an archive that an organization has, as a purge leaves it; its file is nowhere. */
export async function anArchiveIn(superuser: Pool, organizationId: string): Promise<string> {
  await superuser.query(
    `INSERT INTO purges (organization_id, expires_on, policy_version, events, range_count, ranges, ranges_sha256, started_at, purged_at)
     VALUES ($1, '2026-11-01', 1, 1, 1, '[[1,1]]', '', now(), now())`,
    [organizationId],
  );
  await superuser.query(
    `INSERT INTO archives (organization_id, expires_on, file, events, first_sequence, last_sequence, bytes, sha256, archived_at)
     VALUES ($1, '2026-11-01', 'archives/none', 1, 1, 1, 1, '', now())`,
    [organizationId],
  );
  return '2026-11-01';
}
