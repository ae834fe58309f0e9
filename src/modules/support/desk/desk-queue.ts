import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../../platform/clock/clock';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import type { DeskQueryDto } from '../http/desk.dto';
import { summaryOf, type Summarized } from '../requests/support-request.presenter';
import { SupportViews } from '../requests/support-views';
import { referTo } from '../storage/find-request';
import { tenantFacts } from '../storage/tenant-facts';
import type { DeskPage, DeskRequest } from '../support.contract';
import { DeskChanges } from './desk-changes';

/** A row of `support_queue()`, named as `SupportRequest` is. */
type Row = Summarized & {
  readonly organizationId: string;
  readonly organizationName: string;
  readonly nextDue: Date;
};

interface Position {
  readonly due: string;
  readonly id: string;
}

const USUAL = 50;

const QUEUE = `SELECT organization_id AS "organizationId", organization_name AS "organizationName", id, number, origin, kind,
    requested_by AS "requestedBy", created_at AS "createdAt", first_answer_due_at AS "firstAnswerDueAt",
    first_answered_at AS "firstAnsweredAt", due_at AS "dueAt", delivered_at AS "deliveredAt", closed_at AS "closedAt", next_due AS "nextDue"
  FROM support_queue($1, $2, $3, $4, $5)`;

/** The operators' list of requests, whosever they are: what is most overdue first. */
@Injectable()
export class DeskQueue {
  constructor(
    private readonly dataSource: DataSource,
    private readonly desk: DeskChanges,
    private readonly views: SupportViews,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly settings: Pick<Settings, 'secret'>,
  ) {}

  /** Pages lead forwards only: behind the last deadline. */
  async page({ state, limit = USUAL, cursor }: DeskQueryDto): Promise<DeskPage> {
    const scope = `support desk ${state ?? ''}`;
    const from = cursor === undefined ? null : decodeCursor<Position>(this.settings.secret, scope, cursor);
    const now = this.clock.now();
    const values = [state ?? null, now, from?.due ?? null, from?.id ?? null, limit + 1];
    const found: Row[] = await this.dataSource.query(QUEUE, values);
    const rows = found.slice(0, limit);
    const last = found.length > limit ? rows.at(-1) : undefined;
    const place = last && ({ due: last.nextDue.toISOString(), id: last.id } satisfies Position);
    return {
      data: rows.map((row) => ({
        ...summaryOf(row, now),
        organization: { id: row.organizationId, name: row.organizationName },
      })),
      next_cursor: place ? encodeCursor(this.settings.secret, scope, place) : null,
      prev_cursor: null,
    };
  }

  /** The organization's log says so, too: who reads what its people wrote is theirs to know. */
  one(id: string): Promise<DeskRequest> {
    return this.desk.change(id, async (manager, request) => {
      const { organizationId } = request;
      const { name } = await tenantFacts(manager, organizationId);
      const details = await this.views.details(manager, request, 'support');
      return {
        result: { ...details, organization: { id: organizationId, name } },
        event: { resource: referTo(request) },
      };
    });
  }
}
