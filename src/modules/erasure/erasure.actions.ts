import { defineActions } from '../audit/audit.define-actions';

const viewed = { source: 'security', operation: 'read', category: 'navigation' } as const;
const asked = {
  source: 'security',
  operation: 'create',
  category: 'administration',
  critical: true,
} as const;
const decided = { ...asked, operation: 'update' } as const;
const carriedOut = { source: 'security', operation: 'delete', category: null, critical: true } as const;

/** Of events by selection or query. */
export const erasureActions = defineActions({
  'erasure_list.viewed': { ...viewed, summary: '{actor} viewed the erasures', attempt: 'view the erasures' },
  'erasure.viewed': { ...viewed, summary: '{actor} viewed an erasure', attempt: 'view an erasure' },
  'erasure.previewed': {
    ...viewed,
    category: 'administration',
    summary: '{actor} looked at what an erasure of {details.events} events would take',
    attempt: 'look at what an erasure would take',
  },
  'erasure.requested': {
    ...asked,
    summary: '{actor} asked to erase the {details.parts} of {details.events} events',
    attempt: 'erase events',
  },
  'erasure.approved': {
    ...decided,
    summary: '{actor} agreed to the erasure of {details.events} events',
    attempt: 'agree to an erasure',
  },
  'erasure.withdrawn': {
    ...decided,
    summary: '{actor} withdrew the erasure of {details.events} events',
    attempt: 'withdraw an erasure',
  },
  'erasure.refused': {
    ...decided,
    summary: '{actor} refused the erasure of {details.events} events',
    attempt: 'refuse an erasure',
  },
  'erasure.lapsed': {
    ...decided,
    summary: 'Nobody agreed to the erasure of {details.events} events in time',
    attempt: 'erase events',
  },
  'erasure.started': {
    ...carriedOut,
    summary: '{actor} began to erase the {details.parts} of {details.events} events',
    attempt: 'erase events',
  },
  'erasure.completed': {
    ...carriedOut,
    summary: '{actor} erased {details.erased} of {details.events} events',
    attempt: 'erase events',
  },
  'erasure.failed': {
    ...carriedOut,
    summary: '{actor} did not carry out the erasure of {details.events} events',
    attempt: 'carry out an erasure',
  },
});

/** Of a person. What stands for them is a reference, never their name. */
export const subjectErasureActions = defineActions({
  'subject_erasure_list.viewed': {
    ...viewed,
    summary: '{actor} viewed the erasures of persons',
    attempt: 'view the erasures of persons',
  },
  'subject_erasure.viewed': {
    ...viewed,
    summary: '{actor} viewed the erasure of a person',
    attempt: 'view the erasure of a person',
  },
  'subject_erasure.previewed': {
    ...viewed,
    category: 'administration',
    summary: '{actor} looked at what the erasure of a person would take: {details.events} events',
    attempt: 'look at what the erasure of a person would take',
  },
  'subject_erasure.requested': {
    ...asked,
    summary: '{actor} asked to erase a person ({resource}) from {details.events} events',
    attempt: 'erase a person',
  },
  'subject_erasure.approved': {
    ...decided,
    summary: '{actor} agreed to erase a person ({resource}) from {details.events} events',
    attempt: 'agree to the erasure of a person',
  },
  'subject_erasure.withdrawn': {
    ...decided,
    summary: '{actor} withdrew the erasure of a person ({resource})',
    attempt: 'withdraw the erasure of a person',
  },
  'subject_erasure.refused': {
    ...decided,
    summary: '{actor} refused the erasure of a person ({resource})',
    attempt: 'refuse the erasure of a person',
  },
  'subject_erasure.lapsed': {
    ...decided,
    summary: 'Nobody agreed to the erasure of a person ({resource}) in time',
    attempt: 'erase a person',
  },
  'subject_erasure.started': {
    ...carriedOut,
    summary: '{actor} began to erase a person ({resource}) from {details.events} events',
    attempt: 'erase a person',
  },
  'subject_erasure.completed': {
    ...carriedOut,
    summary: '{actor} erased a person ({resource}) from {details.erased} of {details.events} events',
    attempt: 'erase a person',
  },
  'subject_erasure.failed': {
    ...carriedOut,
    summary: '{actor} did not carry out the erasure of a person ({resource})',
    attempt: 'carry out the erasure of a person',
  },
});

export type ErasureKind = 'events' | 'person';

/** What can become of an erasure, whichever kind it is of. */
type Happening = 'approved' | 'withdrawn' | 'refused' | 'lapsed' | 'started' | 'completed' | 'failed';

export const actionOf = (kind: ErasureKind, happening: Happening) =>
  kind === 'events'
    ? erasureActions[`erasure.${happening}`]
    : subjectErasureActions[`subject_erasure.${happening}`];

/** The kinds of approvals. */
export const APPROVAL_KIND = { events: 'erasure', person: 'subject_erasure' } as const;
