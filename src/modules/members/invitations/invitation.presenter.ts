import type { InvitationView } from '../members.contract';
import type { Invitation } from './invitation.entity';

export const toView = (
  { id, email, role, createdAt, expiresAt, acceptedAt }: Omit<Invitation, 'tokenHash'>,
  roleName: string,
  now: Date,
): InvitationView => ({
  id,
  email,
  role,
  role_name: roleName,
  status: acceptedAt ? 'accepted' : expiresAt <= now ? 'expired' : 'open',
  created_at: createdAt.toISOString(),
  expires_at: expiresAt.toISOString(),
});
