/** Whether nobody works at a moment. */
export type IsOffHours = (at: Date) => boolean;

/**
 * The port through which the log asks when an organization works (S4-33). The log declares it, `organizations` fulfils it,
 * `app.module.ts` joins the two.
 */
export abstract class WorkingTime {
  /** Null as long as the organization has not said when it works: nothing is off hours then. */
  abstract of(organizationId: string): Promise<IsOffHours | null>;
}
