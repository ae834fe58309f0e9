import { defineJob } from '../../platform/queue/jobs';

/** Writes the file of one export. */
export const buildExport = defineJob('exports.build');
