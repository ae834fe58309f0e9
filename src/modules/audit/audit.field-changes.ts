/** The changes of an event field by field, for those who show events elsewhere than in the API. */
export { fieldChanges } from './records/field-changes';
