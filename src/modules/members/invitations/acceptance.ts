import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../../platform/clock/clock';
import { currentRequest } from '../../../platform/context/request-context';
import { hashToken } from '../../../platform/crypto/tokens';
import { sqlState } from '../../../platform/database/database-fault';
import { conflict, notFound } from '../../../platform/errors/daybook-error';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { userActor } from '../../auth/auth.authentication';
import { Membership } from '../../organizations/organizations.membership';
import type { AcceptedInvitation } from '../members.contract';
import { AcceptingPeople, type AcceptingPerson } from './accepting-people';
import type { AcceptanceDto } from './invitation.dto';
import { Invitation } from './invitation.entity';

/** The row of `invitation_by_token()`. */
interface Row {
  readonly organization_id: string;
  readonly id: string;
  readonly email: string;
  readonly role: string;
  readonly role_name: string;
  readonly expires_at: Date;
  readonly accepted_at: Date | null;
  readonly organization_name: string;
}

const UNIQUE_VIOLATION = '23505';

/** Unknown, used, expired and withdrawn are the same answer. */
const unusable = (): Error => notFound('invitation');

/** How somebody who was invited joins. */
@Injectable()
export class Acceptance {
  constructor(
    private readonly dataSource: DataSource,
    private readonly people: AcceptingPeople,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async accept(token: string, dto: AcceptanceDto): Promise<AcceptedInvitation> {
    const invitation = await this.#find(token);
    const record = currentRequest();
    const signedInAs = record?.principal?.accountId ?? null;
    if (record) {
      record.principal = null;
      record.organizationIds = [invitation.organization_id];
      record.describe({ resource: { type: 'invitation', id: invitation.id, name: invitation.email } });
    }
    const person = await this.people.prove(invitation.email, dto, signedInAs);
    return this.unitOfWork.changeIn(invitation.organization_id, (manager) =>
      this.#join(manager, invitation, person),
    );
  }

  async #find(token: string): Promise<Row> {
    const [row]: Row[] = await this.dataSource.query('SELECT * FROM invitation_by_token($1)', [
      hashToken(token),
    ]);
    if (!row || row.accepted_at || row.expires_at <= this.clock.now()) throw unusable();
    return row;
  }

  async #join(manager: EntityManager, invitation: Row, person: AcceptingPerson) {
    const {
      organization_id: organizationId,
      organization_name: name,
      id,
      role,
      role_name,
      email,
    } = invitation;
    const acceptedAt = this.clock.now();
    const { affected } = await manager.update(
      Invitation,
      { organizationId, id, acceptedAt: IsNull() },
      { acceptedAt },
    );
    if (affected !== 1) throw unusable();
    await person.insert(manager);
    const memberId = uuidv7();
    await insertMember(manager, {
      organizationId,
      id: memberId,
      accountId: person.id,
      role,
      createdAt: acceptedAt,
      lastSignedInAt: null,
    });
    return {
      result: { organization: { id: organizationId, name }, member: { id: memberId, role } },
      event: {
        actor: userActor(person, role_name),
        resource: { type: 'member', id: memberId, name: person.name },
        related: [{ type: 'invitation', id, name: email }],
        changes: { before: null, after: { role: role_name, email: person.email } },
      },
    };
  }
}

async function insertMember(manager: EntityManager, membership: Membership): Promise<void> {
  try {
    await manager.insert(Membership, membership);
  } catch (error) {
    if (sqlState(error) === UNIQUE_VIOLATION)
      throw conflict('member.exists', 'Somebody with this address is a member already.');
    throw error;
  }
}
