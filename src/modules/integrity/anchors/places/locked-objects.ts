import type { S3Location } from '../../../../../config/storage-url';
import { DAY_MS, type Clock } from '../../../../platform/clock/clock';
import { LockedBucket } from '../../../../platform/files/s3/locked-bucket';
import { StorageFault } from '../../../../platform/files/storage-fault';
import { nameOf, OutsideFault, type Arrival, type Departure, type Outside } from './outside';

const PATIENCE_MS = 10_000;

/** A bucket with object lock. Loaded only where it is configured: the SDK takes half a second. */
export class LockedObjects implements Outside {
  readonly kind = 's3';
  readonly place: string;
  readonly #bucket: LockedBucket;

  constructor(
    location: S3Location,
    private readonly retentionDays: number,
    private readonly clock: Clock,
  ) {
    this.place = `s3://${location.bucket}/${location.prefix}`;
    this.#bucket = new LockedBucket(location, PATIENCE_MS);
  }

  async take({ organizationId, checkpoint }: Departure): Promise<Arrival> {
    const name = nameOf(organizationId, checkpoint);
    const until = new Date(this.clock.now().getTime() + this.retentionDays * DAY_MS);
    try {
      const { version, confirmed } = await this.#bucket.put(name, checkpoint.note, until);
      const lock = confirmed
        ? `locked until ${until.toISOString().slice(0, 10)}`
        : 'the server did not confirm the lock: check that the bucket has object lock';
      return { receipt: `${name}${version === null ? '' : `, version ${version}`}, ${lock}` };
    } catch (error) {
      if (!(error instanceof StorageFault)) throw error;
      throw new OutsideFault(
        error.reason === 'unavailable' ? 'unavailable' : 'refused',
        error.says,
        null,
        error,
      );
    }
  }
}
