import { Ajv, type ErrorObject } from 'ajv';
import {
  CATEGORIES,
  OPERATIONS,
  OUTCOMES,
  type Category,
  type Operation,
  type Outcome,
} from '../../../platform/context/action-spec';
import { isMoment } from '../../../platform/clock/moment';
import type { Actor, JsonObject, Reference } from '../../../platform/context/request-record';
import type { FieldError } from '../../../platform/errors/daybook-error';
import { pointerTo } from '../../../platform/errors/pointer';
import { normalizeAddress } from '../../../platform/http/client-address';

/** An event as a host product sends it; what it leaves out, `new-event.ts` fills. */
export interface IncomingEvent {
  readonly id?: string;
  readonly occurred_at?: string;
  readonly source?: string;
  readonly action: string;
  readonly operation?: Operation;
  readonly category?: Category | null;
  readonly outcome?: Outcome;
  readonly outcome_reason?: string | null;
  readonly summary?: string | null;
  readonly actor: Partial<Actor>;
  readonly resource?: Reference | null;
  readonly subject?: Reference | null;
  readonly related?: readonly Reference[];
  readonly changes?: { before?: JsonObject | null; after?: JsonObject | null } | null;
  readonly details?: JsonObject | null;
  readonly context?: JsonObject & { ip?: string | null; country?: string | null };
  readonly flags?: readonly string[];
}

const text = (maxLength: number): object => ({ type: ['string', 'null'], maxLength });
const name = { type: 'string', minLength: 1, maxLength: 512 };
const type = { type: 'string', minLength: 1, maxLength: 128 };
const json = { type: ['object', 'null'] };
const closed = (properties: object, required: string[] = []): object => ({
  type: ['object', 'null'],
  additionalProperties: false,
  required,
  properties,
});
const reference = closed({ type, id: name, name: text(1_024), href: text(2_048) }, ['type', 'id']);
const word = (maxLength: number): object => ({
  type: 'string',
  maxLength,
  pattern: '^[A-Za-z0-9][A-Za-z0-9_:/-]*(\\.[A-Za-z0-9_:/-]+)*$',
});

/** Unknown keys are refused, and so are the members that only the server sets (A25). Limits as `design.md` gives them. */
const SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['action', 'actor'],
  properties: {
    id: { type: 'string', format: 'uuid' },
    occurred_at: { type: 'string', format: 'moment' },
    source: word(64),
    action: word(128),
    operation: { enum: OPERATIONS },
    category: { enum: [...CATEGORIES, null] },
    outcome: { enum: OUTCOMES },
    outcome_reason: text(16_384),
    summary: text(16_384),
    actor: {
      type: 'object',
      additionalProperties: false,
      properties: {
        type: { enum: ['user', 'api_key', 'system', 'support', 'anonymous'] },
        id: text(512),
        name: text(512),
        email: text(320),
        role: text(128),
        on_behalf_of: text(512),
      },
    },
    resource: reference,
    subject: reference,
    related: { type: 'array', maxItems: 100, items: { ...reference, type: 'object' } },
    changes: closed({ before: json, after: json }),
    details: json,
    context: {
      type: 'object',
      additionalProperties: false,
      properties: {
        ip: { type: ['string', 'null'], format: 'address' },
        user_agent: text(1_024),
        session_id: text(512),
        request_id: text(512),
        trace_id: text(128),
        country: { type: ['string', 'null'], format: 'country' },
        http: { type: ['object', 'null'] },
      },
    },
    flags: {
      type: 'array',
      maxItems: 16,
      uniqueItems: true,
      items: { type: 'string', pattern: '^[a-z][a-z0-9_]{0,63}$' },
    },
  },
};

const ajv = new Ajv({ allErrors: true, unicodeRegExp: false, allowUnionTypes: true, verbose: false });
ajv.addFormat('uuid', /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i);
ajv.addFormat('moment', isMoment);
ajv.addFormat('address', (value: string) => normalizeAddress(value) !== null);
ajv.addFormat('country', /^[A-Z]{2}$/);

const FORMATS: Record<string, string> = {
  uuid: 'must be a UUID',
  moment: 'must be an RFC 3339 time such as 2026-11-21T02:13:00.123Z',
  country: 'must be a country by ISO 3166-1 alpha-2, such as DE',
  address: 'must be an IPv4 or IPv6 address; put anything else into details',
};
const MOST_ERRORS = 20;

/** Compiles a schema to what finds every field that is wrong, by a pointer into the value; none means that the value has its form. */
export function validatorOf(schema: object): (value: unknown) => FieldError[] {
  const validate = ajv.compile(schema);
  return (value) => (validate(value) ? [] : (validate.errors ?? []).slice(0, MOST_ERRORS).map(fieldError));
}

/** None means that the value is an `IncomingEvent`. */
export const schemaErrors = validatorOf(SCHEMA);

function fieldError({ keyword, instancePath, params, message }: ErrorObject): FieldError {
  const { additionalProperty, missingProperty, format, allowedValues } = params as Record<string, unknown>;
  if (keyword === 'additionalProperties')
    return {
      pointer: pointerTo(instancePath, String(additionalProperty)),
      detail: 'is not known here, or is set by the server only',
    };
  if (keyword === 'required')
    return { pointer: pointerTo(instancePath, String(missingProperty)), detail: 'is required' };
  if (keyword === 'format')
    return { pointer: instancePath, detail: FORMATS[String(format)] ?? 'has the wrong form' };
  if (keyword === 'enum')
    return { pointer: instancePath, detail: `must be one of ${(allowedValues as unknown[]).join(', ')}` };
  return { pointer: instancePath, detail: message ?? 'cannot be used' };
}
