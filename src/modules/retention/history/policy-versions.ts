import { Inject, Injectable } from '@nestjs/common';
import { currentPrincipal } from '../../../platform/context/request-context';
import { newestFirst, type PageQueryDto, type Slice } from '../../../platform/http/page';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import type { Page } from '../../audit/audit.contract';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import type { RetentionPolicyVersion } from '../retention.contract';

const COLUMNS = 'version::text AS id, policy, changed_at, changed_by, approved_by, reason';

type VersionRow = Pick<RetentionPolicyVersion, 'policy' | 'changed_by' | 'approved_by' | 'reason'> & {
  readonly id: string;
  readonly changed_at: Date;
};

/** The policies that were in force in the organization that the caller is bound to, the newest first. */
@Injectable()
export class PolicyVersions {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(CONFIG) private readonly settings: Pick<Settings, 'secret'>,
  ) {}

  async page(query: PageQueryDto): Promise<Page<RetentionPolicyVersion>> {
    const { organizationId } = currentPrincipal();
    const scope = `retention policies of ${organizationId}`;
    const { rows, ...cursors } = await newestFirst(query, this.settings.secret, scope, (slice) =>
      this.#fetch(organizationId, slice),
    );
    return { data: rows.map(versionView), ...cursors };
  }

  /** The version takes the place of an id. */
  #fetch(organizationId: string, { id, order, take }: Slice): Promise<VersionRow[]> {
    const edge = id ? `AND version ${order === 'ASC' ? '>' : '<'} $3::bigint` : '';
    return this.unitOfWork.run(organizationId, (manager) =>
      manager.query(
        `SELECT ${COLUMNS} FROM retention_policy_versions WHERE organization_id = $1 ${edge}
          ORDER BY version ${order} LIMIT $2`,
        [organizationId, take, ...(id ? [id.value] : [])],
      ),
    );
  }
}

const versionView = ({ id, changed_at, ...row }: VersionRow): RetentionPolicyVersion => ({
  version: Number(id),
  policy: row.policy,
  changed_at: changed_at.toISOString(),
  changed_by: row.changed_by,
  approved_by: row.approved_by,
  reason: row.reason,
});
