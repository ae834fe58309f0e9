import { Module } from '@nestjs/common';

/** An organization that leaves: all that is its own as a bundle, and its deletion. */
@Module({})
export class OffboardingModule {}
