import { Transform } from 'class-transformer';
import { applyDecorators } from '@nestjs/common';
import { IsEmail, IsString, MaxLength, ValidateBy } from 'class-validator';

/** Text as people mean it: composed (NFC), without spaces around it. */
export const TrimmedText = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? value.normalize('NFC').trim() : value,
  );

/** One form for each address, so that it is found again however it is typed. */
export const normalizeEmail = (email: string): string => email.normalize('NFC').trim().toLowerCase();

/** An e-mail address (RFC 5321: at most 254 characters), in lower case. */
export const EmailField = (): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? normalizeEmail(value) : value)),
    IsString(),
    MaxLength(254),
    IsEmail({}, { message: 'must be an e-mail address' }),
  );

const isTimeZone = (value: unknown): boolean => {
  if (typeof value !== 'string') return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
};

/** An IANA name, or UTC. */
export const IsTimeZoneName = (): PropertyDecorator =>
  ValidateBy({
    name: 'isTimeZoneName',
    validator: {
      validate: isTimeZone,
      defaultMessage: () => 'must be an IANA time zone, such as Europe/Berlin',
    },
  });
