import { ValidateBy, type ValidationOptions } from 'class-validator';

const LEAST = 15;
const MOST = 1_024;

const codePoints = (text: string): number => Array.from(text.normalize('NFC')).length;

/** A password that may be chosen: 15 to 1,024 code points, anything in them (NIST SP 800-63B-4 §3.1.1.2). */
export const NewPasswordField = (options?: ValidationOptions): PropertyDecorator =>
  ValidateBy(
    {
      name: 'newPassword',
      validator: {
        validate: (value) =>
          typeof value === 'string' &&
          value.length <= 4 * MOST &&
          codePoints(value) >= LEAST &&
          codePoints(value) <= MOST,
        defaultMessage: () => `must have ${LEAST} to ${MOST} characters`,
      },
    },
    options,
  );
