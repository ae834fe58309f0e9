import { Module } from '@nestjs/common';

/** What may not go, whatever its age: legal holds. */
@Module({})
export class HoldsModule {}
