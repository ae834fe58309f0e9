import { DataSource, type DataSourceOptions } from 'typeorm';
import { surviveErrors } from '../src/platform/database/survive-errors';
import { CreateOrganizations1795200000010 } from '../migrations/1795200000010-create-organizations';
import { CreateAccounts1795200000020 } from '../migrations/1795200000020-create-accounts';
import { CreateMembers1795200000030 } from '../migrations/1795200000030-create-members';
import { CreateRoles1795200000035 } from '../migrations/1795200000035-create-roles';
import { CreateSessions1795200000040 } from '../migrations/1795200000040-create-sessions';
import { CreateInvitations1795200000050 } from '../migrations/1795200000050-create-invitations';
import { CreateApiKeys1795200000060 } from '../migrations/1795200000060-create-api-keys';
import { CreateSignInAttempts1795200000061 } from '../migrations/1795200000061-create-sign-in-attempts';
import { AddLastSignInToMembers1795200000062 } from '../migrations/1795200000062-add-last-sign-in-to-members';
import { KeepAnOwner1795200000064 } from '../migrations/1795200000064-keep-an-owner';
import { CreateEvents1795200000100 } from '../migrations/1795200000100-create-events';
import { CreateEventPartitionFunctions1795200000110 } from '../migrations/1795200000110-create-event-partition-functions';
import { CreateAppendEvents1795200000120 } from '../migrations/1795200000120-create-append-events';
import { CreateFindWords1795200000130 } from '../migrations/1795200000130-create-find-words';
import { CreateEventCounts1795200000140 } from '../migrations/1795200000140-create-event-counts';
import { CreateCountEvents1795200000141 } from '../migrations/1795200000141-create-count-events';
import { CreateEstimateWords1795200000142 } from '../migrations/1795200000142-create-estimate-words';
import { IndexCountsByKind1795200000143 } from '../migrations/1795200000143-index-counts-by-kind';
import { CreateActorAddresses1795200000150 } from '../migrations/1795200000150-create-actor-addresses';
import { CreateRecentDeeds1795200000151 } from '../migrations/1795200000151-create-recent-deeds';
import { CreateSavedViews1795200000160 } from '../migrations/1795200000160-create-saved-views';
import { CreateReviewDigests1795200000161 } from '../migrations/1795200000161-create-review-digests';
import { CreateAlertRules1795200000170 } from '../migrations/1795200000170-create-alert-rules';
import { CreateAlerts1795200000171 } from '../migrations/1795200000171-create-alerts';
import { CreateAlertProgress1795200000172 } from '../migrations/1795200000172-create-alert-progress';
import { CreateApiKeyNetworks1795200000173 } from '../migrations/1795200000173-create-api-key-networks';
import { CreateLegalHolds1795200000180 } from '../migrations/1795200000180-create-legal-holds';
import { CreateRetentionPolicies1795200000200 } from '../migrations/1795200000200-create-retention-policies';
import { CreateRetentionPolicyChanges1795200000205 } from '../migrations/1795200000205-create-retention-policy-changes';
import { CreatePurges1795200000210 } from '../migrations/1795200000210-create-purges';
import { CreateSettleEvents1795200000220 } from '../migrations/1795200000220-create-settle-events';
import { CreateDropEventsPartition1795200000230 } from '../migrations/1795200000230-create-drop-events-partition';
import { CreateRehomings1795200000240 } from '../migrations/1795200000240-create-rehomings';
import { CreateArchives1795200000245 } from '../migrations/1795200000245-create-archives';
import { CreateForgetActors1795200000250 } from '../migrations/1795200000250-create-forget-actors';
import { CreateErasures1795200000260 } from '../migrations/1795200000260-create-erasures';
import { CreateEraseEvents1795200000261 } from '../migrations/1795200000261-create-erase-events';
import { CreateMails1795200000300 } from '../migrations/1795200000300-create-mails';
import { CreateIdempotencyKeys1795200000310 } from '../migrations/1795200000310-create-idempotency-keys';
import { CreateExports1795200000400 } from '../migrations/1795200000400-create-exports';
import { CreateExportSchedules1795200000410 } from '../migrations/1795200000410-create-export-schedules';
import { CreateTotpAuthenticators1795200000500 } from '../migrations/1795200000500-create-totp-authenticators';
import { CreateFactorAttempts1795200000501 } from '../migrations/1795200000501-create-factor-attempts';
import { CreateRecoveryCodes1795200000502 } from '../migrations/1795200000502-create-recovery-codes';
import { CreatePasskeys1795200000503 } from '../migrations/1795200000503-create-passkeys';
import { AddFactorsToSessions1795200000504 } from '../migrations/1795200000504-add-factors-to-sessions';
import { CreateFactorResets1795200000505 } from '../migrations/1795200000505-create-factor-resets';
import { RotateSessions1795200000506 } from '../migrations/1795200000506-rotate-sessions';
import { CreateTeams1795200000550 } from '../migrations/1795200000550-create-teams';
import { AddNetworksAndRotationToApiKeys1795200000551 } from '../migrations/1795200000551-add-networks-and-rotation-to-api-keys';
import { AddDetailsToOrganizations1795200000552 } from '../migrations/1795200000552-add-details-to-organizations';
import { CreateConsents1795200000553 } from '../migrations/1795200000553-create-consents';
import { CreateApprovals1795200000570 } from '../migrations/1795200000570-create-approvals';
import { CreatePasswordResets1795200000600 } from '../migrations/1795200000600-create-password-resets';
import { ListSessionsOfAccount1795200000601 } from '../migrations/1795200000601-list-sessions-of-account';
import { CreateSignInFailures1795200000602 } from '../migrations/1795200000602-create-sign-in-failures';
import { CreateRateCounters1795200000603 } from '../migrations/1795200000603-create-rate-counters';
import { CreateHeadsOfLogs1795200000710 } from '../migrations/1795200000710-create-heads-of-logs';
import { CreateOperators1795200000720 } from '../migrations/1795200000720-create-operators';
import { CreateSupportRequests1795200000721 } from '../migrations/1795200000721-create-support-requests';
import { CreateOrganizationDeletions1795200000730 } from '../migrations/1795200000730-create-organization-deletions';
import { CreateTrees1795200000800 } from '../migrations/1795200000800-create-trees';
import { CreateAddSigningKey1795200000810 } from '../migrations/1795200000810-create-add-signing-key';
import { CreateExtendTree1795200000811 } from '../migrations/1795200000811-create-extend-tree';
import { CreateLookOverTrees1795200000812 } from '../migrations/1795200000812-create-look-over-trees';
import { CreateLogCapabilities1795200000820 } from '../migrations/1795200000820-create-log-capabilities';
import { CreateKeptRecords1795200000830 } from '../migrations/1795200000830-create-kept-records';
import { CreateVerifications1795200000831 } from '../migrations/1795200000831-create-verifications';
import { CreateAnchors1795200000850 } from '../migrations/1795200000850-create-anchors';
import { CreateAnchorFunctions1795200000851 } from '../migrations/1795200000851-create-anchor-functions';
import { CreateDemo1795200000900 } from '../migrations/1795200000900-create-demo';

/** In order. Written out, not globbed, so that the build, the tests and the command line see the same list. */
export const migrations = [
  CreateOrganizations1795200000010,
  CreateAccounts1795200000020,
  CreateMembers1795200000030,
  CreateRoles1795200000035,
  CreateSessions1795200000040,
  CreateInvitations1795200000050,
  CreateApiKeys1795200000060,
  CreateSignInAttempts1795200000061,
  AddLastSignInToMembers1795200000062,
  KeepAnOwner1795200000064,
  CreateEvents1795200000100,
  CreateEventPartitionFunctions1795200000110,
  CreateAppendEvents1795200000120,
  CreateFindWords1795200000130,
  CreateEventCounts1795200000140,
  CreateCountEvents1795200000141,
  CreateEstimateWords1795200000142,
  IndexCountsByKind1795200000143,
  CreateActorAddresses1795200000150,
  CreateRecentDeeds1795200000151,
  CreateSavedViews1795200000160,
  CreateReviewDigests1795200000161,
  CreateAlertRules1795200000170,
  CreateAlerts1795200000171,
  CreateAlertProgress1795200000172,
  CreateApiKeyNetworks1795200000173,
  CreateLegalHolds1795200000180,
  CreateRetentionPolicies1795200000200,
  CreateRetentionPolicyChanges1795200000205,
  CreatePurges1795200000210,
  CreateSettleEvents1795200000220,
  CreateDropEventsPartition1795200000230,
  CreateRehomings1795200000240,
  CreateArchives1795200000245,
  CreateForgetActors1795200000250,
  CreateErasures1795200000260,
  CreateEraseEvents1795200000261,
  CreateMails1795200000300,
  CreateIdempotencyKeys1795200000310,
  CreateExports1795200000400,
  CreateExportSchedules1795200000410,
  CreateTotpAuthenticators1795200000500,
  CreateFactorAttempts1795200000501,
  CreateRecoveryCodes1795200000502,
  CreatePasskeys1795200000503,
  AddFactorsToSessions1795200000504,
  CreateFactorResets1795200000505,
  RotateSessions1795200000506,
  CreateTeams1795200000550,
  AddNetworksAndRotationToApiKeys1795200000551,
  AddDetailsToOrganizations1795200000552,
  CreateConsents1795200000553,
  CreateApprovals1795200000570,
  CreatePasswordResets1795200000600,
  ListSessionsOfAccount1795200000601,
  CreateSignInFailures1795200000602,
  CreateRateCounters1795200000603,
  CreateHeadsOfLogs1795200000710,
  CreateOperators1795200000720,
  CreateSupportRequests1795200000721,
  CreateOrganizationDeletions1795200000730,
  CreateTrees1795200000800,
  CreateAddSigningKey1795200000810,
  CreateExtendTree1795200000811,
  CreateLookOverTrees1795200000812,
  CreateLogCapabilities1795200000820,
  CreateKeptRecords1795200000830,
  CreateVerifications1795200000831,
  CreateAnchors1795200000850,
  CreateAnchorFunctions1795200000851,
  CreateDemo1795200000900,
];

/** The application's connection: the login `daybook_app`, under row-level security. Entities come from the modules. */
export function applicationOptions(url: string, poolSize: number): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    poolSize,
    applicationName: 'daybook-main',
    connectTimeoutMS: 1_500,
    extra: { keepAlive: true, statement_timeout: 15_000, onConnect: surviveErrors },
  };
}

/** The owner's connection, for migrations only: the given login acting as `daybook_owner`. */
export function ownerDataSource(url: string): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    poolSize: 2,
    applicationName: 'daybook-migrate',
    migrations,
    migrationsTransactionMode: 'each',
    extra: { options: '-c role=daybook_owner -c lock_timeout=2s' },
  });
}
