import { isCritical } from './critical-actions';

const CRITICAL = [
  ['patient.archived', 'delete'],
  ['member.role_changed', 'update'],
  ['permissions.granted', 'create'],
  ['iam:AttachRolePolicy', 'update'],
  ['retention.changed', 'update'],
  ['report.exported', 'read'],
  ['patients.bulk_export', 'execute'],
] as const;

const HARMLESS = [
  ['patient.updated', 'update'],
  ['role.viewed', 'read'],
  ['export.listed', 'read'],
  ['patient.enrolled', 'create'],
  ['payroll.created', 'create'],
  ['session.signed_in', 'authenticate'],
] as const;

describe('what is critical of a host product (S4-32)', () => {
  it.each(CRITICAL)('%s (%s) is', (action, operation) =>
    expect(isCritical({ action, operation })).toBe(true),
  );
  it.each(HARMLESS)('%s (%s) is not', (action, operation) =>
    expect(isCritical({ action, operation })).toBe(false),
  );
});
