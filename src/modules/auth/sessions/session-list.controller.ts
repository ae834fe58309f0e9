import { Controller, Delete, Get, HttpCode, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Audited, SignedIn } from '../../../platform/http/declarations';
import { IdPipe } from '../../../platform/http/id.pipe';
import type { EndedSessions, SessionList as SessionListView } from '../auth.contract';
import { SessionList } from './session-list';

@ApiTags('session')
@Controller('v1/sessions')
export class SessionListController {
  constructor(private readonly sessions: SessionList) {}

  /** One's own, in all organizations. */
  @Get()
  @SignedIn()
  @Audited('session_list.viewed')
  view(): Promise<SessionListView> {
    return this.sessions.view();
  }

  /** All but the one that asks. */
  @Delete()
  @SignedIn()
  @Audited('sessions.revoked')
  endOthers(): Promise<EndedSessions> {
    return this.sessions.endOthers();
  }

  @Delete(':id')
  @SignedIn()
  @HttpCode(204)
  @Audited('session.revoked')
  end(@Param('id', new IdPipe('session')) id: string): Promise<void> {
    return this.sessions.end(id);
  }
}
