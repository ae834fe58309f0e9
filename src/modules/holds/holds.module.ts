import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module';
import { HoldGuard } from './holds.guard';

/** What may not go, whatever its age: legal holds. */
@Module({
  imports: [AuditModule],
  providers: [HoldGuard],
  exports: [HoldGuard],
})
export class HoldsModule {}
