import type { EntityManager } from 'typeorm';
import type { TeamOfMember } from './members.contract';

/** What the members ask of the teams, which stand above them: `app.module.ts` fills it. */
export abstract class TeamDirectory {
  /** By member id, in a transaction that has entered the organization. */
  abstract teamsOf(
    manager: EntityManager,
    organizationId: string,
    memberIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly TeamOfMember[]>>;

  abstract memberIdsOf(manager: EntityManager, organizationId: string, teamId: string): Promise<string[]>;

  /** Somebody goes: they are in no team any more. */
  abstract forget(manager: EntityManager, organizationId: string, memberId: string): Promise<void>;
}
