import { Module } from '@nestjs/common';

/** Customers who ask for help, and operators who may give it. */
@Module({})
export class SupportModule {}
