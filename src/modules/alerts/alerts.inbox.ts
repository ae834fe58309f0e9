import { Injectable } from '@nestjs/common';
import { Not } from 'typeorm';
import { UnitOfWork } from '../audit/audit.unit-of-work';
import { Alert } from './inbox/alert.entity';

/** What waits in the inbox, for those who remind others of it. */
@Injectable()
export class OpenAlerts {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Alerts that nobody has closed. */
  count(organizationId: string): Promise<number> {
    return this.unitOfWork.run(organizationId, (manager) =>
      manager.countBy(Alert, { organizationId, state: Not('closed') }),
    );
  }
}
