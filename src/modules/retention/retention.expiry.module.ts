import { Module } from '@nestjs/common';
import { RetentionExpiry } from './retention.expiry';

/** Apart from the retention module, because the log needs it and the retention module needs the log. */
@Module({ providers: [RetentionExpiry], exports: [RetentionExpiry] })
export class RetentionExpiryModule {}
