import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { invalid, type FieldError } from '../errors/daybook-error';
import { pointerTo } from '../errors/pointer';

/** Request DTOs by class-validator: unknown keys and server fields are refused (A25), every wrong field is named. */
export function requestValidation(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => {
      const fields = fieldErrors(errors, '');
      return invalid(
        'request.invalid',
        `The request has ${fields.length === 1 ? 'a field' : `${fields.length} fields`} that cannot be used: ${fields.map(({ pointer, detail }) => `${pointer.slice(1)} ${detail}`).join('; ')}.`,
        fields,
      );
    },
  });
}

function fieldErrors(errors: readonly ValidationError[], parent: string): FieldError[] {
  return errors.flatMap(({ property, constraints, children }) => {
    const pointer = pointerTo(parent, property);
    const own = Object.entries(constraints ?? {}).map(([rule, detail]) => ({
      pointer,
      detail: rule === 'whitelistValidation' ? 'is not known here' : withoutName(detail, property),
    }));
    return [...own, ...fieldErrors(children ?? [], pointer)];
  });
}

/** class-validator begins every message with the property; the pointer says it already. */
const withoutName = (detail: string, property: string): string =>
  detail.startsWith(`${property} `) ? detail.slice(property.length + 1) : detail;
