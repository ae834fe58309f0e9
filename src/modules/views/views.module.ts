import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit/audit.module';
import { AuthModule } from '../auth/auth.module';
import { SavedViewsController } from './http/saved-views.controller';
import { DefaultViews } from './saved/default-views';
import { SavedViewList } from './saved/saved-view-list';
import { SavedViews } from './saved/saved-views';
import { Viewers } from './saved/viewers';
import { DefaultViewRow, SavedViewRow } from './storage/saved-view.entity';
import './views.actions';

/** Named queries of the log: built in, of one person, or shared. */
@Module({
  imports: [AuditModule, AuthModule, TypeOrmModule.forFeature([SavedViewRow, DefaultViewRow])],
  controllers: [SavedViewsController],
  providers: [Viewers, SavedViewList, SavedViews, DefaultViews],
})
export class ViewsModule {}
