import { ValidateBy, type ValidationOptions } from 'class-validator';
import { codePoints, MOST, MOST_UNITS } from './passwords/password-rules';

/** Text that may be wished for as a password, anything in it. How long it has to be, and what it must not be, the rules say. */
export const NewPasswordField = (options?: ValidationOptions): PropertyDecorator =>
  ValidateBy(
    {
      name: 'newPassword',
      validator: {
        validate: (value) =>
          typeof value === 'string' &&
          value !== '' &&
          value.length <= MOST_UNITS &&
          codePoints(value.normalize('NFC')) <= MOST,
        defaultMessage: () => 'must have at most 1,024 characters, and at least one',
      },
    },
    options,
  );
