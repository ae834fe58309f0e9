import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock';
import { currentPrincipal } from '../../../platform/context/request-context';
import { hashToken, newToken } from '../../../platform/crypto/tokens';
import { notFound } from '../../../platform/errors/daybook-error';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import type { LogCapabilityView, NewLogCapability } from '../integrity.contract';

const VIEW = `SELECT c.created_at, c.created_by, c.epoch = coalesce(t.epoch, 1) AS active
  FROM log_capabilities c LEFT JOIN trees t ON t.organization_id = c.organization_id WHERE c.organization_id = $1`;

const RENEW = `INSERT INTO log_capabilities AS c (organization_id, token_hash, epoch, created_at, created_by)
  VALUES ($1, $2, coalesce((SELECT t.epoch FROM trees t WHERE t.organization_id = $1), 1), $3, $4)
  ON CONFLICT (organization_id) DO UPDATE
    SET token_hash = excluded.token_hash, epoch = excluded.epoch, created_at = excluded.created_at, created_by = excluded.created_by`;

interface Row {
  readonly created_at: Date;
  readonly created_by: string;
  readonly active: boolean;
}

/** The public address of a log's tree: made, renewed and withdrawn by people of the organization. */
@Injectable()
export class LogCapabilities {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly settings: Settings,
  ) {}

  async current(): Promise<LogCapabilityView> {
    const { organizationId } = currentPrincipal();
    const rows = await this.unitOfWork.run<Row[]>(organizationId, (manager) =>
      manager.query(VIEW, [organizationId]),
    );
    const [row] = rows;
    return {
      active: row?.active ?? false,
      created_at: row?.created_at.toISOString() ?? null,
      created_by: row?.created_by ?? null,
    };
  }

  /** From now on the former address leads nowhere. The new one is shown this once. */
  renew(): Promise<NewLogCapability> {
    const { organizationId, accountId } = currentPrincipal();
    return this.unitOfWork.change(async (manager) => {
      const [token, now] = [newToken(), this.clock.now()];
      await manager.query(RENEW, [organizationId, hashToken(token), now, accountId]);
      return {
        result: {
          active: true,
          created_at: now.toISOString(),
          created_by: accountId,
          prefix: `${this.settings.http.publicUrl}/v1/logs/${token}`,
        },
        event: { resource: { type: 'log', id: organizationId } },
      };
    });
  }

  /** @throws DaybookError `log_capability.not_found` */
  withdraw(): Promise<void> {
    const { organizationId } = currentPrincipal();
    return this.unitOfWork.change(async (manager) => {
      const [, gone]: [unknown, number] = await manager.query(
        'DELETE FROM log_capabilities WHERE organization_id = $1',
        [organizationId],
      );
      if (gone === 0) throw notFound('log capability');
      return { result: undefined, event: { resource: { type: 'log', id: organizationId } } };
    });
  }
}
