/** The door to the policy in force, for whoever has to respect it. */
export { loadPolicy } from './policy/load-policy';
export type { Policy } from './policy/policy';
