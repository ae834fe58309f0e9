import type { EventDraft } from '../../../platform/context/request-record';
import { termsView, type PolicyTerms } from './policy';
import { policyText } from './policy-words';

/** What an event says of a change: the whole policy before and after, and both in words. */
export const changeDraft = (
  organizationId: string,
  before: PolicyTerms,
  after: PolicyTerms,
  details: Readonly<Record<string, unknown>>,
): EventDraft => ({
  resource: { type: 'retention_policy', id: organizationId },
  changes: { before: { ...termsView(before) }, after: { ...termsView(after) } },
  details: { from: policyText(before), to: policyText(after), ...details },
});
