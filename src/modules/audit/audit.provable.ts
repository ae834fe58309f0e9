/** The door for whoever proves an event: what its leaf is made of. */
export { provableEvent, type ProvableEvent } from './storage/provable-event';
