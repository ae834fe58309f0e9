import { defineActions } from '../../audit/audit.define-actions';

const authentication = { source: 'security', operation: 'authenticate', category: 'authentication' } as const;
const looked = { source: 'security', operation: 'read', category: 'navigation' } as const;
const settings = { source: 'security', category: 'settings' } as const;

/** Second factors: enrolling, proving, losing them. */
export const mfaActions = defineActions({
  'mfa.verified': {
    ...authentication,
    summary: '{actor} confirmed {details.purpose} with {details.factor}',
    attempt: 'confirm who they are',
  },
  'recovery_code.used': {
    ...authentication,
    critical: true,
    summary: '{actor} confirmed {details.purpose} with a recovery code; {details.left} are left',
    attempt: 'use a recovery code',
  },
  'passkey_challenge.issued': {
    ...authentication,
    summary: '{actor} was asked for a passkey',
    attempt: 'begin with a passkey',
  },
  'totp.viewed': {
    ...looked,
    summary: '{actor} looked up their authenticator app',
    attempt: 'look up their authenticator app',
  },
  'totp.enrolment_begun': {
    ...settings,
    operation: 'create',
    summary: '{actor} began to enrol an authenticator app',
    attempt: 'enrol an authenticator app',
  },
  'totp.enrolled': {
    ...settings,
    operation: 'create',
    critical: true,
    summary: '{actor} enrolled an authenticator app as second factor',
    attempt: 'enrol an authenticator app',
  },
  'totp.removed': {
    ...settings,
    operation: 'delete',
    critical: true,
    summary: '{actor} removed their authenticator app',
    attempt: 'remove their authenticator app',
  },
  'passkey_list.viewed': {
    ...looked,
    summary: '{actor} looked up their passkeys',
    attempt: 'look up their passkeys',
  },
  'passkey.enrolment_begun': {
    ...settings,
    operation: 'create',
    summary: '{actor} began to enrol a passkey',
    attempt: 'enrol a passkey',
  },
  'passkey.enrolled': {
    ...settings,
    operation: 'create',
    critical: true,
    summary: '{actor} enrolled the passkey {resource}',
    attempt: 'enrol a passkey',
  },
  'passkey.renamed': {
    ...settings,
    operation: 'update',
    summary: '{actor} renamed the passkey {before.name} to {after.name}',
    attempt: 'rename a passkey',
  },
  'passkey.removed': {
    ...settings,
    operation: 'delete',
    critical: true,
    summary: '{actor} removed the passkey {resource}',
    attempt: 'remove a passkey',
  },
  'recovery_codes.viewed': {
    ...looked,
    summary: '{actor} looked up how many recovery codes they have left',
    attempt: 'look up their recovery codes',
  },
  'recovery_codes.issued': {
    ...settings,
    operation: 'create',
    critical: true,
    summary: '{actor} had ten new recovery codes issued; earlier ones no longer work',
    attempt: 'have recovery codes issued',
  },
  'factor_reset.requested': {
    ...settings,
    operation: 'create',
    category: 'administration',
    critical: true,
    summary: '{actor} asked to have the second factors of {resource} reset in a day',
    attempt: 'have the second factors of a member reset',
  },
  'factor_reset.cancelled': {
    ...settings,
    operation: 'delete',
    category: 'administration',
    critical: true,
    summary: '{actor} cancelled the reset of the second factors of {resource}',
    attempt: 'cancel the reset of second factors',
  },
  'factor_reset.done': {
    ...settings,
    operation: 'execute',
    category: 'administration',
    critical: true,
    summary: '{actor} reset the second factors of {resource}, as an Owner had asked a day before',
    attempt: 'reset the second factors of a member',
  },
  'factor_reset.done_by_operator': {
    ...settings,
    operation: 'execute',
    category: 'administration',
    critical: true,
    summary: 'The operator of this installation reset the second factors of {resource}',
    attempt: 'reset the second factors of an account',
  },
});
