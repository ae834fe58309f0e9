import { validatorOf } from '../../audit/audit.ingest';
import type { FieldError } from '../../../platform/errors/daybook-error';
import type { JsonObject } from '../../../platform/context/request-record';
import { ACTIVITY_TYPES } from '../activity.types';
import { slugOf } from './slug';

/** What a person did, as a host product says it. */
export interface IncomingActivity {
  readonly type: string;
  readonly user: {
    readonly id?: string | null;
    readonly name?: string | null;
    readonly email?: string | null;
    readonly role?: string | null;
  };
  /** Of the page, the feature, the calendar, whoever was invited. */
  readonly name?: string | null;
  readonly occurred_at?: string;
  readonly id?: string;
  readonly session_id?: string | null;
  readonly ip?: string | null;
  readonly user_agent?: string | null;
  readonly details?: JsonObject | null;
}

const text = (maxLength: number): object => ({ type: ['string', 'null'], maxLength });

/** With the limits of an event, so that what passes here cannot fail there. */
const schemaErrors = validatorOf({
  type: 'object',
  additionalProperties: false,
  required: ['type', 'user'],
  properties: {
    type: { enum: ACTIVITY_TYPES.map(({ type }) => type) },
    user: {
      type: 'object',
      additionalProperties: false,
      properties: { id: text(512), name: text(512), email: text(320), role: text(128) },
    },
    name: text(512),
    occurred_at: { type: 'string', format: 'moment' },
    id: { type: 'string', format: 'uuid' },
    session_id: text(512),
    ip: { type: ['string', 'null'], format: 'address' },
    user_agent: text(1_024),
    details: { type: ['object', 'null'] },
  },
});

/** What is wrong with an activity, by pointers into it; nothing means that it is one. */
export function activityErrors(value: unknown): FieldError[] {
  const errors = schemaErrors(value);
  if (errors.length > 0) return errors;
  const { user, type, name } = value as IncomingActivity;
  const nameRequired = ACTIVITY_TYPES.find((one) => one.type === type)?.nameRequired ?? false;
  return [
    ...(user.id || user.email ? [] : [{ pointer: '/user', detail: 'needs an id or an email' }]),
    ...(name || !nameRequired ? [] : [{ pointer: '/name', detail: `is required for ${type}` }]),
    ...(name && slugOf(name) === '' ? [{ pointer: '/name', detail: 'needs a letter or a digit' }] : []),
  ];
}
