import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MailModule } from '../../platform/mail/mail.module';
import { AlertsModule } from '../alerts/alerts.module';
import { AuditModule } from '../audit/audit.module';
import { AuthModule } from '../auth/auth.module';
import { ReviewFigures } from './figures/review-figures';
import { ReviewDigestController } from './http/review-digest.controller';
import './reviews.actions';
import { ReviewDigests } from './reviews.digests';
import { DigestComposer } from './sending/digest-composer';
import { DigestDelivery } from './sending/digest-delivery';
import { DigestPreview } from './sending/digest-preview';
import { Recipients } from './sending/recipients';
import { ReviewDigestRow } from './subscriptions/review-digest.entity';
import { Subscriptions } from './subscriptions/subscriptions';

/** The weekly review of the log, by mail to who wants it. */
@Module({
  imports: [AuditModule, AuthModule, AlertsModule, MailModule, TypeOrmModule.forFeature([ReviewDigestRow])],
  controllers: [ReviewDigestController],
  providers: [
    Subscriptions,
    ReviewFigures,
    DigestComposer,
    DigestPreview,
    Recipients,
    DigestDelivery,
    ReviewDigests,
  ],
  exports: [ReviewDigests],
})
export class ReviewsModule {}
