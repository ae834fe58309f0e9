import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module';
import { TeamsModule } from '../teams/teams.module';
import './activity.actions';
import { AdoptionFigures } from './figures/adoption';
import { Days } from './figures/days';
import { HoursOfWeek } from './figures/hours';
import { Overview } from './figures/overview';
import { Profiles } from './figures/profile';
import { Users } from './figures/users';
import { ActivityUsersController } from './http/activity-users.controller';
import { ActivityController } from './http/activity.controller';
import { IntakeController } from './intake/intake.controller';
import { Frames } from './people/frames';
import { People } from './people/people';
import { Timeline } from './timeline/timeline';

/** What people do, read from the same log as everything else (design.md, "One store, two views"). */
@Module({
  imports: [AuditModule, TeamsModule],
  controllers: [IntakeController, ActivityController, ActivityUsersController],
  providers: [Frames, People, Overview, Users, Profiles, AdoptionFigures, HoursOfWeek, Days, Timeline],
})
export class ActivityModule {}
