/** What is read of a record (CloudTrail record contents, eventVersion 1.x). Nothing is taken for granted: members may be missing or null. */
export interface CloudTrailRecord {
  readonly eventID?: string | null;
  readonly eventTime: string;
  readonly eventSource: string;
  readonly eventName: string;
  readonly eventType?: string | null;
  readonly readOnly?: boolean | string | null;
  readonly errorCode?: string | null;
  readonly errorMessage?: string | null;
  readonly sourceIPAddress?: string | null;
  readonly userAgent?: string | null;
  readonly requestID?: string | null;
  readonly userIdentity?: UserIdentity | null;
  readonly responseElements?: Readonly<Record<string, unknown>> | null;
  readonly resources?: readonly CloudTrailResource[] | null;
}

export interface UserIdentity {
  readonly type?: string | null;
  readonly principalId?: string | null;
  readonly arn?: string | null;
  readonly accountId?: string | null;
  readonly userName?: string | null;
  readonly invokedBy?: string | null;
  readonly sessionContext?: { readonly sessionIssuer?: { readonly userName?: string | null } | null } | null;
}

export interface CloudTrailResource {
  readonly ARN?: string | null;
  readonly ARNPrefix?: string | null;
  readonly type?: string | null;
  readonly accountId?: string | null;
}

/** A member that is a text with something in it; else null. */
export const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value : null;

/** At most so many UTF-16 units, ending in … when something was cut off; never half a surrogate pair. */
export const clipped = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
