import { Module } from '@nestjs/common';

/** The content of events, and persons in them, taken out of the log for good. */
@Module({})
export class ErasureModule {}
