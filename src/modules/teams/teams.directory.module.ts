import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { TeamMember } from './storage/team-member.entity';
import { Teammates } from './teams.directory';

/** Apart from the teams module, because the members need it and the teams module needs the members. */
@Module({
  imports: [TypeOrmModule.forFeature([TeamMember])],
  providers: [Teammates],
  exports: [Teammates],
})
export class TeamDirectoryModule {}
