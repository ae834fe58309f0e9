/** Where other products have these pages in their menus (S0-02, S0-15, S1-06, S2-04, S3-03), and where they are here. */
export const FORMER_PLACES = [
  { path: '/settings/audit-log', names: ['Settings › Audit Log'], to: '/audit-log' },
  { path: '/settings/user-activity', names: ['Settings › User Activity'], to: '/activity' },
  { path: '/organization/auditing', names: ['Organization › Auditing'], to: '/audit-log' },
  { path: '/profile/activity-log', names: ['Profile › Activity Log'], to: '/audit-log' },
  { path: '/account/activity-log', names: [], to: '/audit-log' },
] as const;
