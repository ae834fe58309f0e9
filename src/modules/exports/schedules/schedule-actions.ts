import { defineActions } from '../../audit/audit.define-actions';

const viewed = { source: 'security', operation: 'read', category: 'navigation' } as const;
const changed = { source: 'security', category: 'feature_usage', critical: true } as const;
const ran = { source: 'security', category: 'feature_usage' } as const;

/** Whatever makes data leave regularly, or no longer, is critical (S4-32, A31); that it does as it was told is not. */
export const scheduleActions = defineActions({
  'export_schedule_list.viewed': {
    ...viewed,
    summary: '{actor} looked up the scheduled exports',
    attempt: 'look up the scheduled exports',
  },
  'export_schedule.viewed': {
    ...viewed,
    summary: '{actor} looked up the scheduled export {resource}',
    attempt: 'look up a scheduled export',
  },
  'export_schedule_runs.viewed': {
    ...viewed,
    summary: '{actor} looked up what became of the scheduled export {resource}',
    attempt: 'look up what became of a scheduled export',
  },
  'export_schedule.created': {
    ...changed,
    operation: 'create',
    summary: '{actor} scheduled the export {resource}',
    attempt: 'schedule an export',
  },
  'export_schedule.updated': {
    ...changed,
    operation: 'update',
    summary: '{actor} changed the scheduled export {resource}',
    attempt: 'change a scheduled export',
  },
  'export_schedule.deleted': {
    ...changed,
    operation: 'delete',
    summary: '{actor} deleted the scheduled export {resource}',
    attempt: 'delete a scheduled export',
  },
  'export_schedule.suspended': {
    ...changed,
    operation: 'update',
    summary: '{actor} suspended the scheduled export {resource}',
    attempt: 'suspend a scheduled export',
  },
  'export_schedule.resumed': {
    ...changed,
    operation: 'update',
    summary: '{actor} resumed the scheduled export {resource}',
    attempt: 'resume a scheduled export',
  },
  'export_schedule.ran': {
    ...ran,
    operation: 'execute',
    summary: 'The scheduled export {resource} of {details.period} was started',
    attempt: 'start a scheduled export',
  },
  'export_schedule.skipped': {
    ...ran,
    operation: 'execute',
    summary: 'The scheduled export {resource} left out {details.first} to {details.last}',
    attempt: 'leave out periods of a scheduled export',
  },
  'export_schedule.delivered': {
    ...ran,
    operation: 'execute',
    summary: 'The scheduled export {resource} of {details.period} was put into the file storage',
    attempt: 'put a scheduled export into the file storage',
  },
});
