/** The door to walks over whole logs. */
export { LogList } from './walk/log-list';
export { LogWalk, type WalkOptions } from './walk/log-walk';
export type { WalkState } from './walk/walk-state';
