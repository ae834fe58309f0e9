import { currentRequest } from '../../../platform/context/request-context';
import type { Occasion } from '../../../platform/mail/letter';
import { deviceName } from '../sessions/device-name';

/** When and from where the request being served came, for the mail about it. */
export function currentOccasion(at: Date): Occasion {
  const { ip = null, userAgent = null } = currentRequest()?.client ?? {};
  return { at, ip, device: deviceName(userAgent) };
}
