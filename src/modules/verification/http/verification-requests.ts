import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../../platform/clock/clock';
import { currentPrincipal } from '../../../platform/context/request-context';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { SELECT_VERIFICATION, type Verification } from '../storage/verification-store';
import type { VerificationView } from '../verification.contract';
import { verificationView } from './verification.presenter';

const REQUEST = `INSERT INTO verifications (organization_id, first_at, requested_at) VALUES ($1, $2, $2)
  ON CONFLICT (organization_id) DO UPDATE SET requested_at = coalesce(verifications.requested_at, excluded.requested_at)`;

/** The verification of the log of the organization that the caller is bound to. */
@Injectable()
export class VerificationRequests {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  view(): Promise<VerificationView> {
    const { organizationId } = currentPrincipal();
    return this.unitOfWork.run(organizationId, (manager) => this.#read(manager, organizationId));
  }

  start(): Promise<VerificationView> {
    const { organizationId } = currentPrincipal();
    return this.unitOfWork.change(async (manager) => {
      await manager.query(REQUEST, [organizationId, this.clock.now()]);
      return { result: await this.#read(manager, organizationId), event: {} };
    });
  }

  async #read(manager: EntityManager, organizationId: string): Promise<VerificationView> {
    const [row]: [Verification?] = await manager.query(SELECT_VERIFICATION, [organizationId]);
    return verificationView(row ?? null);
  }
}
