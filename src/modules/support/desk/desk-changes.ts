import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Row } from '../../../platform/database/row';
import { PLATFORM_LOG_ID } from '../../../platform/database/tenant';
import { notFound } from '../../../platform/errors/daybook-error';
import { UnitOfWork, type Change } from '../../audit/audit.unit-of-work';
import { lockRequest } from '../storage/find-request';
import type { SupportRequest } from '../storage/support-request.entity';

/** What operators do to one request: in its organization, for nothing but the request, and written in both logs. */
@Injectable()
export class DeskChanges {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** @throws DaybookError `support_request.not_found` */
  async change<T>(
    id: string,
    work: (manager: EntityManager, request: Row<SupportRequest>) => Promise<Change<T>>,
  ): Promise<T> {
    const home = await this.#home(id);
    return this.in(home, async (manager) => work(manager, await lockRequest(manager, home, id)));
  }

  in<T>(organizationId: string, work: (manager: EntityManager) => Promise<Change<T>>): Promise<T> {
    return this.unitOfWork.changeAcross([organizationId, PLATFORM_LOG_ID], work);
  }

  async #home(id: string): Promise<string> {
    const [row]: { home: string | null }[] = await this.dataSource.query(
      'SELECT support_request_home($1) AS home',
      [id],
    );
    if (!row?.home) throw notFound('support request');
    return row.home;
  }
}
