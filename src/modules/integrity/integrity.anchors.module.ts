import { Module } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { MailModule } from '../../platform/mail/mail.module';
import { CONFIG } from '../../platform/platform.tokens';
import { AuditModule } from '../audit/audit.module';
import { AuthModule } from '../auth/auth.module';
import { AnchorAlarm } from './anchors/anchor-alarm';
import { AnchorRounds } from './anchors/anchor-rounds';
import { LogBeginning } from './anchors/check/log-beginning';
import { Departures } from './anchors/departures';
import { DueLogs } from './anchors/due-logs';
import { AnchorViews } from './anchors/http/anchor-views';
import { AnchorsController } from './anchors/http/anchors.controller';
import { CheckpointMails } from './anchors/mails/checkpoint-mails';
import { CheckpointMailRhythm } from './anchors/mails/mail-settings';
import { openOutsides, OUTSIDES } from './anchors/outsides';
import { AnchorCheck } from './integrity.anchor-check';
import { AnchorState } from './integrity.anchor-state';
import { Anchors } from './integrity.anchors';
import './integrity.anchors.actions';
import { Checkpoints } from './integrity.checkpoints';

/** Checkpoints outside the installation: by mail, to a directory or bucket, to witnesses. */
@Module({
  imports: [AuditModule, AuthModule, MailModule],
  controllers: [AnchorsController],
  providers: [
    { provide: OUTSIDES, inject: [CONFIG, Clock], useFactory: openOutsides },
    Checkpoints,
    DueLogs,
    Departures,
    CheckpointMails,
    CheckpointMailRhythm,
    AnchorAlarm,
    AnchorRounds,
    AnchorViews,
    AnchorState,
    LogBeginning,
    AnchorCheck,
    Anchors,
  ],
  exports: [Anchors, AnchorState, AnchorCheck],
})
export class IntegrityAnchorsModule {}
