import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock';
import { currentPrincipal } from '../../../platform/context/request-context';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { mintApiKey } from '../../auth/auth.api-keys';
import { requirePermission } from '../members.access';
import type { CreatedApiKey } from '../members.contract';
import { lockStanding } from '../members.standing';
import type { RotationDto } from './api-key.dto';
import { toView } from './api-key.presenter';
import { lockKey, referTo } from './api-keys';
import { expiryOf, requireGrantable } from './grantable';

const HOUR_MS = 3_600_000;

/**
 * A new secret for a key. The old one works a while longer, so that nothing stands still while it is put in place; one that
 * was still waiting from the rotation before ends at once.
 */
@Injectable()
export class ApiKeyRotation {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Whoever is shown a secret can do what it can, so they must hold that already. */
  rotate(id: string, { overlap_hours, expires_at }: RotationDto): Promise<CreatedApiKey> {
    return this.unitOfWork.change(async (manager) => {
      const standing = await lockStanding(manager);
      requirePermission(standing, 'api_keys:manage');
      const found = await lockKey(manager, id);
      requireGrantable(standing, found.scopes);
      const now = this.clock.now();
      const lifetime = found.expiresAt.getTime() - (found.rotatedAt ?? found.createdAt).getTime();
      const { key, stored } = mintApiKey(id);
      const after = {
        expiresAt: expiryOf(expires_at, now, lifetime),
        rotatedAt: now,
        previousUntil: new Date(Math.min(now.getTime() + overlap_hours * HOUR_MS, found.expiresAt.getTime())),
      };
      const { organizationId } = found;
      await manager.query(
        `UPDATE api_keys SET previous_secret_hash = secret_hash, secret_hash = $3, previous_until = $4, expires_at = $5, rotated_at = $6
          WHERE organization_id = $1 AND id = $2`,
        [organizationId, id, stored.secretHash, after.previousUntil, after.expiresAt, now],
      );
      const [from, to] = [found, after].map(({ expiresAt }) => ({ expires_at: expiresAt.toISOString() }));
      return {
        result: { ...toView({ ...found, ...after }, currentPrincipal().actor.name, now), key },
        event: {
          resource: referTo(found),
          changes: { before: from ?? null, after: to ?? null },
          details: { previous_until: after.previousUntil.toISOString() },
        },
      };
    });
  }
}
