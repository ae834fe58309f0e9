/** What `Approvals` knows the release of a hold as. */
export const HOLD_RELEASE = 'legal_hold_release';
