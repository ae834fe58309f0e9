import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module';
import { RepeatedAccessCheck } from './members.access-check';

/** Apart from the members module, because the log needs it and the members module needs the log. */
@Module({ imports: [AuthModule], providers: [RepeatedAccessCheck], exports: [RepeatedAccessCheck] })
export class AccessCheckModule {}
