import type { Provider } from '@nestjs/common';
import './passwords.actions';
import { AccountController } from '../accounts/account.controller';
import { EmailChange } from '../accounts/email-change.entity';
import { EmailChanges } from '../accounts/email-changes';
import { EmailConfirmation } from '../accounts/email-confirmation';
import { HASHING_COST, Passwords, STANDARD_COST } from '../accounts/passwords';
import { Profile } from '../accounts/profile';
import { SignInLocks } from '../auth.sign-in-locks';
import { KnownDevices } from '../sessions/known-devices';
import { SessionList } from '../sessions/session-list';
import { SessionListController } from '../sessions/session-list.controller';
import { NewPasswords } from './new-passwords';
import { PasswordChange } from './password-change';
import { PasswordReplacement } from './password-replacement';
import { PasswordResetCompletion } from './password-reset-completion';
import { PasswordReset } from './password-reset.entity';
import { PasswordResetMailer } from './password-reset-mailer';
import { PasswordResets } from './password-resets';
import { PasswordResetsController } from './password-resets.controller';

/** What people do with their own accounts, for the module that it is part of. */
export const accountEntities = [EmailChange, PasswordReset];

export const accountControllers = [AccountController, PasswordResetsController, SessionListController];

export const accountProviders: Provider[] = [
  { provide: HASHING_COST, useValue: STANDARD_COST },
  Passwords,
  NewPasswords,
  PasswordChange,
  PasswordReplacement,
  PasswordResets,
  PasswordResetMailer,
  PasswordResetCompletion,
  Profile,
  EmailChanges,
  EmailConfirmation,
  SessionList,
  SignInLocks,
  KnownDevices,
];
