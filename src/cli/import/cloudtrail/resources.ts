import type { Reference } from '../../../platform/context/request-record';
import { clipped, textOf, type CloudTrailResource } from './record';

const MOST_RELATED = 100;
const MOST_ID = 512;

export interface Resources {
  readonly resource: Reference | null;
  readonly related: readonly Reference[];
  /** True when the references say less than the record does: then it keeps its list in `details`. */
  readonly partial: boolean;
}

/** The first resource is what was acted on, the rest are related. */
export function resourcesOf(resources: readonly CloudTrailResource[] | null | undefined): Resources {
  const given = Array.isArray(resources) ? (resources as (CloudTrailResource | null)[]) : [];
  const references = given.flatMap((one) => referenceOf(one ?? {}));
  const [resource = null, ...related] = references;
  const whole = (one: CloudTrailResource | null): boolean =>
    one !== null && (arnOf(one)?.length ?? Infinity) <= MOST_ID;
  return {
    resource,
    related: related.slice(0, MOST_RELATED),
    partial: given.length > 0 && (related.length > MOST_RELATED || !given.every(whole)),
  };
}

const arnOf = ({ ARN, ARNPrefix }: CloudTrailResource): string | null => textOf(ARN) ?? textOf(ARNPrefix);

function referenceOf(one: CloudTrailResource): Reference[] {
  const id = arnOf(one) ?? textOf(one.accountId);
  if (id === null) return [];
  return [
    {
      type: clipped(textOf(one.type) ?? typeOf(id), 128),
      id: clipped(id, MOST_ID),
      name: clipped(nameOfArn(id), 1_024),
    },
  ];
}

/** `arn:aws:ec2:us-east-1:123:instance/i-1` → `ec2:instance`. */
function typeOf(arn: string): string {
  const [, , service, , , ...rest] = arn.split(':');
  const kind = /^([\w-]+)[/:]/.exec(rest.join(':'))?.[1];
  if (!service) return 'resource';
  return kind === undefined ? service : `${service}:${kind}`;
}

/** The last part: `arn:aws:iam::123:role/deployer` → `deployer`. */
export function nameOfArn(arn: string): string {
  const path = arn.startsWith('arn:') ? arn.split(':').slice(5).join(':') : arn;
  return path.split(/[/:]/).findLast((part) => part !== '') ?? arn;
}
