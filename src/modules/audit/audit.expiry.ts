/** What decides the day an event is dropped. */
export interface Dated {
  readonly occurred_at: Date;
  readonly source: string;
  readonly category: string | null;
}

/** The date an event expires on, `YYYY-MM-DD`: it may be dropped on any later day. */
export type ExpiresOn = (event: Dated) => string;

/**
 * The port through which the log asks for its organization's retention policy. The log declares it, the retention module
 * fulfils it, `app.module.ts` joins the two: so the lowest module never looks upward.
 */
export abstract class ExpiryRule {
  abstract of(organizationId: string): Promise<ExpiresOn>;
}

/** Kept for ever is a date too: the first of the same month a thousand years on, so that it piles up in no one partition. */
export const forEver: ExpiresOn = ({ occurred_at }) =>
  `${occurred_at.getUTCFullYear() + 1000}-${String(occurred_at.getUTCMonth() + 1).padStart(2, '0')}-01`;
