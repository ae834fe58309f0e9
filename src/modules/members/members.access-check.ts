import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { withRequest } from '../../platform/context/request-context';
import type { AccessCheck } from '../audit/audit.access-check';
import { CredentialRequester } from '../auth/auth.requester';
import { requirePermission } from './members.access';

/** Asks again what the guards asked at first: who it is, what they owe, what they may do. */
@Injectable()
export class RepeatedAccessCheck implements AccessCheck {
  constructor(private readonly requester: CredentialRequester) {}

  async require(request: FastifyRequest, permission: string): Promise<void> {
    const confirm = () => this.requester.confirm(request);
    const principal = await (request.record ? withRequest(request.record, confirm) : confirm());
    requirePermission(principal, permission);
  }
}
