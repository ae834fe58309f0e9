import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import { TypeOrmModule } from '@nestjs/typeorm';
import { IdempotencyModule } from '../../platform/http/idempotency/idempotency.module';
import { MailModule } from '../../platform/mail/mail.module';
import { AuditModule } from '../audit/audit.module';
import { OrganizationsModule } from '../organizations/organizations.module';
import { Account } from './accounts/account.entity';
import { HostPeople } from './accounts/host-people';
import { ApiKeyAuthentication } from './api-keys/api-key-authentication';
import { ApiKeyUse } from './api-keys/api-key-use';
import { Accounts } from './auth.accounts';
import { ApiKey } from './auth.api-keys';
import { AuthHousekeeping } from './auth.housekeeping';
import { InstallationState } from './auth.installation';
import { OperatorFactorReset } from './auth.operator-factor-reset';
import { OperatorFounding } from './auth.operator-founding';
import { Operators } from './auth.operators';
import { PasswordProof } from './auth.password-proof';
import { CredentialRequester } from './auth.requester';
import { Sessions } from './auth.sessions';
import { SignInLocks } from './auth.sign-in-locks';
import { mfaControllers, mfaEntities, mfaProviders } from './mfa/mfa.providers';
import { accountControllers, accountEntities, accountProviders } from './passwords/passwords.providers';
import { SessionAuthentication } from './sessions/session-authentication';
import { SessionBinding } from './sessions/session-binding';
import { SessionCookies } from './sessions/session-cookies';
import { SessionExpiry } from './sessions/session-expiry';
import { SessionRenewal } from './sessions/session-renewal';
import { SessionRotation } from './sessions/session-rotation';
import { SessionController } from './sessions/session.controller';
import { Session } from './sessions/session.entity';
import { SignIn } from './sessions/sign-in';
import { SignInThrottle } from './sessions/sign-in-throttle';
import { Setup } from './setup/setup';
import { SetupController } from './setup/setup.controller';
import { AuthenticationGuard } from './strategies/authentication.guard';
import { BearerStrategy } from './strategies/bearer.strategy';
import { FactorGuard } from './strategies/factor.guard';
import { PasswordStrategy } from './strategies/password.strategy';
import { SessionCookieStrategy } from './strategies/session-cookie.strategy';
import { StepUpGuard } from './strategies/step-up.guard';

/** Who somebody is: accounts, passwords, sessions, keys. What they may do is the question of `members`. */
@Module({
  imports: [
    AuditModule,
    OrganizationsModule,
    PassportModule,
    IdempotencyModule,
    MailModule,
    TypeOrmModule.forFeature([...mfaEntities, ...accountEntities, Account, Session, ApiKey]),
  ],
  controllers: [...mfaControllers, ...accountControllers, SetupController, SessionController],
  providers: [
    Accounts,
    ...accountProviders,
    InstallationState,
    Setup,
    Sessions,
    SessionAuthentication,
    SessionBinding,
    SessionExpiry,
    SessionRenewal,
    SessionRotation,
    SessionCookies,
    ...mfaProviders,
    SignIn,
    SignInThrottle,
    PasswordProof,
    HostPeople,
    OperatorFounding,
    OperatorFactorReset,
    Operators,
    ApiKeyAuthentication,
    ApiKeyUse,
    CredentialRequester,
    AuthHousekeeping,
    PasswordStrategy,
    SessionCookieStrategy,
    BearerStrategy,
    { provide: APP_GUARD, useClass: AuthenticationGuard },
    { provide: APP_GUARD, useClass: FactorGuard },
    { provide: APP_GUARD, useClass: StepUpGuard },
  ],
  exports: [
    Accounts,
    PasswordProof,
    OperatorFounding,
    OperatorFactorReset,
    Operators,
    Sessions,
    InstallationState,
    AuthHousekeeping,
    CredentialRequester,
    SignInLocks,
  ],
})
export class AuthModule {}
