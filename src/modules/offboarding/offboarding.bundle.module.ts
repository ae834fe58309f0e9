import { Module } from '@nestjs/common';
import { BundleFiles } from './offboarding.bundle-files';

/** Apart from the offboarding module, because exports need it and the offboarding module needs exports. */
@Module({ providers: [BundleFiles], exports: [BundleFiles] })
export class OffboardingBundleModule {}
