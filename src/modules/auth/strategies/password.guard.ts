import { Injectable, type ExecutionContext } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { tooManyAttempts } from '../auth.password-proof';
import { KnownDevices } from '../sessions/known-devices';
import { SignIn } from '../sessions/sign-in';
import { SignInThrottle, type Attempt } from '../sessions/sign-in-throttle';

/** Longer ones are nobody's, and have no place in the log. */
const MOST_EMAIL = 254;
const MOST_PASSWORD = 4_096;

const isPlausible = (text: unknown, most: number): text is string =>
  typeof text === 'string' && text !== '' && text.length <= most;

/** Lets a proven password through to `POST /v1/sessions`, and counts what is not. */
@Injectable()
export class PasswordGuard extends AuthGuard('password') {
  constructor(
    private readonly throttle: SignInThrottle,
    private readonly signIn: SignIn,
    private readonly devices: KnownDevices,
  ) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { email, password } = (request.body ?? {}) as Record<string, unknown>;
    // Anything else is no attempt; the pipe, which comes after the guards, says what is wrong with it.
    if (!isPlausible(email, MOST_EMAIL) || !isPlausible(password, MOST_PASSWORD)) return true;
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const device = this.devices.find(request, email);
    const attempt = await this.throttle.take(email, request.record?.client.ip ?? null, device);
    announceLimit(reply, attempt);
    if (!attempt.allowed) {
      await this.signIn.announce(email);
      throw tooManyAttempts(attempt);
    }
    await super.canActivate(context);
    await attempt.forgive();
    this.devices.remember(request, reply, email);
    return true;
  }

  override handleRequest<T>(error: unknown, person: T): T {
    if (error) throw error;
    return person;
  }
}

/** draft-ietf-httpapi-ratelimit-headers: `r` attempts remain, `t` seconds until they are full again. */
function announceLimit(reply: FastifyReply, { limit, remaining, resetSeconds }: Attempt): void {
  reply.header('ratelimit-policy', `"sign-in";q=${limit};w=900`);
  reply.header('ratelimit', `"sign-in";r=${remaining};t=${resetSeconds ?? 0}`);
}
