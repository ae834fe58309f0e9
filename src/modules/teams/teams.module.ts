import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit/audit.module';
import { AuthModule } from '../auth/auth.module';
import { TeamMemberList } from './people/team-member-list';
import { TeamMembersController } from './people/team-members.controller';
import { TeamPeople } from './people/team-people';
import { TeamMember } from './storage/team-member.entity';
import { Team } from './storage/team.entity';
import './teams.actions';
import { TeamList } from './groups/team-list';
import { TeamsController } from './groups/teams.controller';
import { Teams } from './groups/teams';
import { Visibility } from './teams.visible-people';

/** Teams of members, and whose activity their leads may see. */
@Module({
  imports: [AuditModule, AuthModule, TypeOrmModule.forFeature([Team, TeamMember])],
  controllers: [TeamsController, TeamMembersController],
  providers: [TeamList, Teams, TeamMemberList, TeamPeople, Visibility],
  exports: [Visibility],
})
export class TeamsModule {}
