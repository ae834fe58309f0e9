import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { Strategy } from 'passport-local';
import { SignIn, type SignedInPerson } from '../sessions/sign-in';

/** An e-mail address and a password in the body. */
@Injectable()
export class PasswordStrategy extends PassportStrategy(Strategy, 'password') {
  constructor(private readonly signIn: SignIn) {
    super({ usernameField: 'email', session: false });
  }

  validate(email: string, password: string): Promise<SignedInPerson> {
    return this.signIn.prove(email, password);
  }
}
