import type { Provider } from '@nestjs/common';
import './mfa.actions';
import { EnrolledFactors } from './enrolled-factors';
import { FactorAlarm } from './factor-alarm';
import { FactorAttempts } from './factor-attempts';
import { FactorChanges } from './factor-changes';
import { FactorProofs } from './factor-proofs';
import { PasskeyChallenges } from './passkeys/passkey-challenges';
import { PasskeyOptions } from './passkeys/passkey-options';
import { PasskeyRegistration } from './passkeys/passkey-registration';
import { PasskeySignIn } from './passkeys/passkey-sign-in';
import { PasskeyVerifier } from './passkeys/passkey-verifier';
import { Passkey } from './passkeys/passkey.entity';
import { Passkeys } from './passkeys/passkeys';
import { PasskeysController } from './passkeys/passkeys.controller';
import { RelyingParty } from './passkeys/relying-party';
import { RecoveryCodeVerifier } from './recovery-codes/recovery-code-verifier';
import { StoredRecoveryCode } from './recovery-codes/recovery-code.entity';
import { RecoveryCodes } from './recovery-codes/recovery-codes';
import { RecoveryCodesController } from './recovery-codes/recovery-codes.controller';
import { LostFactors } from './lost-factors';
import { DueResets } from './resets/due-resets';
import { FactorReset } from './resets/factor-reset.entity';
import { FactorResets } from './resets/factor-resets';
import { FactorResetsController } from './resets/factor-resets.controller';
import { ResetNotices } from './resets/reset-notices';
import { SessionFactors } from './session-factors';
import { SessionFactorsController } from './session-factors.controller';
import { TotpAuthenticator } from './totp/totp-authenticator.entity';
import { TotpEnrolment } from './totp/totp-enrolment';
import { TotpVault } from './totp/totp-vault';
import { TotpVerifier } from './totp/totp-verifier';
import { TotpController } from './totp/totp.controller';

/** Second factors, for the module that they are part of: sessions and factors need each other. */
export const mfaEntities = [TotpAuthenticator, StoredRecoveryCode, Passkey, FactorReset];

export const mfaControllers = [
  TotpController,
  RecoveryCodesController,
  PasskeysController,
  SessionFactorsController,
  FactorResetsController,
];

export const mfaProviders: Provider[] = [
  EnrolledFactors,
  FactorAttempts,
  FactorAlarm,
  FactorChanges,
  FactorProofs,
  SessionFactors,
  TotpVault,
  TotpVerifier,
  TotpEnrolment,
  RecoveryCodes,
  RecoveryCodeVerifier,
  RelyingParty,
  PasskeyChallenges,
  PasskeyOptions,
  PasskeyVerifier,
  PasskeyRegistration,
  PasskeySignIn,
  Passkeys,
  LostFactors,
  FactorResets,
  ResetNotices,
  DueResets,
];
