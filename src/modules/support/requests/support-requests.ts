import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../../platform/clock/clock';
import { currentPrincipal } from '../../../platform/context/request-context';
import type { Row } from '../../../platform/database/row';
import { PLATFORM_LOG_ID } from '../../../platform/database/tenant';
import { conflict, invalidField } from '../../../platform/errors/daybook-error';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { meaningOf, said, type ExportWish } from '../grants/export-wish';
import type { NewSupportRequestDto } from '../http/support-request.dto';
import { created } from '../mails/news';
import { SupportMails } from '../mails/support-mails';
import { referTo } from '../storage/find-request';
import { insertRequest } from '../storage/new-request';
import type { SupportRequest } from '../storage/support-request.entity';
import { tenantFacts, type TenantFacts } from '../storage/tenant-facts';
import type { SupportRequestDetails, WantedExport } from '../support.contract';
import { askingPerson } from './support-person';
import { SupportViews } from './support-views';

/** Of one person, so that nobody buries the requests of others. */
const MOST_OPEN = 20;
const OPEN = `SELECT count(*)::int AS open FROM support_requests
  WHERE organization_id = $1 AND requested_by ->> 'id' = $2 AND origin = 'customer' AND closed_at IS NULL`;

/** How a customer asks for help (S3-15 to S3-17, S3-23). */
@Injectable()
export class SupportRequests {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly views: SupportViews,
    private readonly mails: SupportMails,
    private readonly clock: Clock,
  ) {}

  /** @throws DaybookError `support_request.too_many`, or naming the field */
  async create(dto: NewSupportRequestDto): Promise<SupportRequestDetails> {
    const { organizationId } = currentPrincipal();
    if (organizationId === PLATFORM_LOG_ID) throw notAsOperator();
    const view = await this.unitOfWork.change(async (manager) => {
      const facts = await tenantFacts(manager, organizationId, { locked: true });
      await requireFew(manager, organizationId);
      const request = await this.#insert(manager, dto, facts);
      await this.mails.receipt(manager, request, created(request));
      await this.mails.tell(manager, request, created(request), ['operators']);
      const { number, kind, workspace, record, wanted } = request;
      return {
        result: await this.views.details(manager, request, 'organization'),
        event: {
          resource: referTo(request),
          subject: record,
          changes: { before: null, after: { number, kind, workspace, wanted } },
        },
      };
    });
    this.mails.deliverSoon();
    return view;
  }

  #insert(
    manager: EntityManager,
    dto: NewSupportRequestDto,
    facts: TenantFacts,
  ): Promise<Row<SupportRequest>> {
    const now = this.clock.now();
    const { organizationId } = currentPrincipal();
    const given = {
      organizationId,
      origin: 'customer',
      kind: dto.kind,
      tryingTo: dto.trying_to,
      workspace: dto.workspace ?? facts.name,
      record: recordOf(dto),
      wanted: wantedOf(dto, facts.timeZone, now),
      requestedBy: askingPerson(),
    } as const;
    return insertRequest(manager, given, facts, now);
  }
}

/** An encounter is a record like others, and what support asks for first (S3-23). */
function recordOf({ record, encounter_id: encounter }: NewSupportRequestDto): SupportRequest['record'] {
  if (record && encounter !== undefined)
    throw invalidField('/encounter_id', 'is given beside another record');
  if (encounter !== undefined) return { type: 'encounter', id: encounter };
  return record ? { type: record.type, id: record.id } : null;
}

/** Checked as if it were built now, so that nobody waits three days to hear of a slip. */
function wantedOf(dto: NewSupportRequestDto, zone: string, now: Date): WantedExport | null {
  const fields = ['format', 'from', 'to', 'query'] as const;
  if (dto.kind === 'question') {
    const given = fields.find((field) => dto[field] !== undefined);
    if (given) throw invalidField(`/${given}`, 'is for requests of the kind export');
    return null;
  }
  const wish = dto as ExportWish;
  meaningOf(wish, zone, now);
  return said(wish);
}

async function requireFew(manager: EntityManager, organizationId: string): Promise<void> {
  const [{ open }] = (await manager.query(OPEN, [organizationId, askingPerson().id])) as [{ open: number }];
  if (open >= MOST_OPEN)
    throw conflict(
      'support_request.too_many',
      `You have ${MOST_OPEN} open requests. Close one that is answered first.`,
    );
}

const notAsOperator = (): Error =>
  conflict(
    'support_request.not_as_operator',
    'Requests are made by members of an organization. As an operator: POST /v1/support/requests.',
  );
