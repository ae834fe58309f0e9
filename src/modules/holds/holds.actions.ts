import { defineActions } from '../audit/audit.define-actions';

const viewed = { source: 'security', operation: 'read', category: 'navigation' } as const;
const change = {
  source: 'security',
  operation: 'update',
  category: 'administration',
  critical: true,
} as const;

export const holdActions = defineActions({
  'legal_hold_list.viewed': {
    ...viewed,
    summary: '{actor} viewed the legal holds',
    attempt: 'view the legal holds',
  },
  'legal_hold.viewed': {
    ...viewed,
    summary: '{actor} viewed the legal hold {resource}',
    attempt: 'view a legal hold',
  },
  'event_holds.viewed': {
    ...viewed,
    summary: '{actor} looked up which legal holds keep an event',
    attempt: 'look up which legal holds keep an event',
  },
  'legal_hold.placed': {
    ...change,
    operation: 'create',
    summary: '{actor} placed the legal hold {resource}',
    attempt: 'place a legal hold',
  },
  'legal_hold.updated': {
    ...change,
    summary: '{actor} changed what is said of the legal hold {resource}',
    attempt: 'change what is said of a legal hold',
  },
  'legal_hold.release_requested': {
    ...change,
    summary: '{actor} asked to release the legal hold {resource}',
    attempt: 'ask to release a legal hold',
  },
  'legal_hold.release_approved': {
    ...change,
    summary: '{actor} agreed to release the legal hold {resource}',
    attempt: 'agree to release a legal hold',
  },
  'legal_hold.release_ended': {
    ...change,
    summary: 'The legal hold {resource} stays: its release was {details.state} by {actor}',
    attempt: 'keep a legal hold from being released',
  },
  'legal_hold.released': {
    ...change,
    summary: 'The legal hold {resource} was released',
    attempt: 'release a legal hold',
  },
  'legal_hold.review_due': {
    ...change,
    operation: 'read',
    summary: 'The legal hold {resource} is due for its review',
    attempt: 'ask for the review of a legal hold',
  },
});
