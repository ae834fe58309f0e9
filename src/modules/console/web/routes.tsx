import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { readActivitySearch } from './activity/address';
import { readAlertsSearch } from './alerts/address';
import { readSearch } from './audit-log/address';
import { AuditLogPage } from './audit-log/audit-log-page';
import { readMembersSearch } from './members/address';
import { readRetentionSearch } from './retention/address';
import { readSettingsSearch } from './settings/address';
import { Failed, NotFound } from './shell/failed';
import { FORMER_PLACES } from './shell/former-places';
import { Inside } from './shell/inside';
import { EmailChangePage } from './signing-in/email-change-page';
import { InvitationPage } from './signing-in/invitation-page';
import { NewPasswordPage, PasswordResetPage } from './signing-in/password-reset-pages';
import { SetupPage } from './signing-in/setup-page';
import { StepUpDialog } from './signing-in/step-up-dialog';
import { readSupportSearch } from './support/support-address';

const root = createRootRoute({
  component: () => (
    <>
      <Outlet />
      <StepUpDialog />
    </>
  ),
  notFoundComponent: NotFound,
  errorComponent: Failed,
});

const page = <const Path extends string>(path: Path, component: () => React.ReactNode) =>
  createRoute({ getParentRoute: () => root, path, component });

const inside = createRoute({ getParentRoute: () => root, id: 'inside', component: Inside });

const toAuditLog = <const Path extends string>(path: Path) =>
  createRoute({
    getParentRoute: () => root,
    path,
    beforeLoad: () => {
      throw redirect({ to: '/audit-log', replace: true });
    },
  });

/** What is asked for there goes along: links of other products may carry a search. */
const formerPlaces = FORMER_PLACES.map(({ path, to }) =>
  createRoute({
    getParentRoute: () => root,
    path,
    validateSearch: readSearch,
    beforeLoad: ({ search }) => {
      throw redirect({ to, search, replace: true });
    },
  }),
);

const auditLog = createRoute({
  getParentRoute: () => inside,
  path: '/audit-log',
  validateSearch: readSearch,
  component: AuditLogPage,
});

const wholeEvent = createRoute({
  getParentRoute: () => auditLog,
  path: '/events/$id',
  component: lazyRouteComponent(() => import('./audit-log/whole/whole-event'), 'WholeEvent'),
});

const integrity = createRoute({
  getParentRoute: () => inside,
  path: '/integrity',
  component: lazyRouteComponent(() => import('./integrity/integrity-page'), 'IntegrityPage'),
});

const exportsPage = () => import('./exports/exports-page');
const alertsPage = () => import('./alerts/alerts-page');
const accountPage = () => import('./account/account-page');

const activityPages = [
  createRoute({
    getParentRoute: () => inside,
    path: '/activity',
    validateSearch: readActivitySearch,
    component: lazyRouteComponent(() => import('./activity/team/team-page'), 'TeamPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/activity/users/$id',
    validateSearch: readActivitySearch,
    component: lazyRouteComponent(() => import('./activity/person/person-page'), 'PersonPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/account/activity',
    validateSearch: readActivitySearch,
    component: lazyRouteComponent(() => import('./account/own-activity'), 'OwnActivityPage'),
  }),
] as const;

const work = [
  createRoute({
    getParentRoute: () => inside,
    path: '/exports',
    component: lazyRouteComponent(exportsPage, 'ExportsPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/exports/$id',
    component: lazyRouteComponent(exportsPage, 'ExportPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/alerts',
    validateSearch: readAlertsSearch,
    component: lazyRouteComponent(alertsPage, 'AlertsPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/retention',
    validateSearch: readRetentionSearch,
    component: lazyRouteComponent(() => import('./retention/retention-page'), 'RetentionPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/approvals',
    component: lazyRouteComponent(() => import('./approvals/approvals-page'), 'ApprovalsPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/api-keys',
    component: lazyRouteComponent(() => import('./api-keys/api-keys-page'), 'ApiKeysPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/members',
    validateSearch: readMembersSearch,
    component: lazyRouteComponent(() => import('./members/members-page'), 'MembersPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/settings',
    validateSearch: readSettingsSearch,
    component: lazyRouteComponent(() => import('./settings/settings-page'), 'SettingsPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/account',
    component: lazyRouteComponent(accountPage, 'AccountPage'),
  }),
] as const;

const supportRequests = createRoute({
  getParentRoute: () => inside,
  path: '/support',
  validateSearch: readSupportSearch,
  component: lazyRouteComponent(() => import('./support/support-page'), 'SupportPage'),
});

const supportRequest = createRoute({
  getParentRoute: () => inside,
  path: '/support/$id',
  component: lazyRouteComponent(() => import('./support/support-request-page'), 'SupportRequestPage'),
});

const desk = createRoute({
  getParentRoute: () => inside,
  path: '/desk',
  component: lazyRouteComponent(() => import('./desk/desk-page'), 'DeskPage'),
});

const deskRequest = createRoute({
  getParentRoute: () => inside,
  path: '/desk/$id',
  component: lazyRouteComponent(() => import('./desk/desk-request-page'), 'DeskRequestPage'),
});

const helpRoute = () => import('./help/help-route');

const help = [
  createRoute({
    getParentRoute: () => inside,
    path: '/help',
    component: lazyRouteComponent(helpRoute, 'HelpIndex'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/help/$topic',
    component: lazyRouteComponent(helpRoute, 'HelpTopic'),
  }),
] as const;

/** All pages; the server knows the same addresses (`console.pages.ts`). */
const tree = root.addChildren([
  toAuditLog('/'),
  toAuditLog('/sign-in'),
  ...formerPlaces,
  page('/setup', SetupPage),
  page('/password-resets', PasswordResetPage),
  page('/password-resets/$token', NewPasswordPage),
  page('/invitations/$token', InvitationPage),
  page('/email-changes/$token', EmailChangePage),
  inside.addChildren([
    auditLog.addChildren([wholeEvent]),
    integrity,
    ...activityPages,
    ...work,
    supportRequests,
    supportRequest,
    desk,
    deskRequest,
    ...help,
  ]),
]);

export const router = createRouter({
  routeTree: tree,
  defaultPreload: false,
  notFoundMode: 'root',
  /** Plain text on both sides: `?q=source:security&range=7d`. */
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const pairs = Object.entries(search).filter(([, value]) => value !== undefined && value !== '');
    const text = new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString();
    return text === '' ? '' : `?${text.replaceAll('%3A', ':').replaceAll('%2C', ',')}`;
  },
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
