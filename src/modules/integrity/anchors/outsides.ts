import type { Clock } from '../../../platform/clock/clock';
import type { Settings } from '../../../platform/settings';
import { AnchorDirectory } from './places/directory';
import type * as S3 from './places/locked-objects';
import type { Outside } from './places/outside';
import { Witness } from './witness/witness';

/** All places of the settings, as one list. */
export const OUTSIDES = Symbol('where checkpoints go');

export function openOutsides({ anchors }: Pick<Settings, 'anchors'>, clock: Clock): readonly Outside[] {
  const { place, retentionDays, witnesses } = anchors;
  const places: Outside[] = witnesses.map((witness) => new Witness(witness));
  if (place?.kind === 'file') places.push(new AnchorDirectory(place.directory));
  if (place?.kind === 's3') {
    // What speaks to S3 is loaded only where it is wanted: it takes half a second.
    const { LockedObjects } = require('./places/locked-objects') as typeof S3;
    places.push(new LockedObjects(place.s3, retentionDays, clock));
  }
  return places;
}
