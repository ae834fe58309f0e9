import { defineJob } from '../../platform/queue/jobs';

/** Carries out one erasure. */
export const carryOutErasure = defineJob('erasures.carry_out');
