import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnchorsView } from '../../../integrity/integrity.anchors.contract';
import type { VerificationView } from '../../../verification/verification.contract';
import { ago, fullMoment, number } from '../preferences/moments';
import classes from './integrity.module.css';
import { useAnchors, useNewest } from './use-integrity';

interface Props {
  readonly verification: VerificationView;
  readonly zone: string;
}

/** Four numbers, each with what it stands for. */
export function Tiles({ verification, zone }: Props) {
  const { t } = useTranslation();
  const { data: newest } = useNewest();
  const { data: anchors } = useAnchors();
  const moment = (at: string): string => t('integrity.at', { when: fullMoment(at, zone), zone });
  const never = t('integrity.tile.never');
  return (
    <dl className={classes.tiles}>
      <Tile
        name={t('integrity.tile.entries')}
        lead={newest ? t('integrity.tile.entriesLead', { last: number(newest.size) }) : undefined}
      >
        {newest ? (
          <Link to="/audit-log" className={classes.link}>
            {number(newest.size)}
          </Link>
        ) : (
          never
        )}
      </Tile>
      <Tile name={t('integrity.tile.checkpoint')} lead={newest ? moment(newest.signed_at) : undefined}>
        {newest ? ago(newest.signed_at, Date.now()) : never}
      </Tile>
      <Tile
        name={t('integrity.tile.whole')}
        lead={verification.whole ? moment(verification.whole.at) : undefined}
      >
        {verification.whole ? ago(verification.whole.at, Date.now()) : never}
      </Tile>
      <Tile
        name={t('integrity.tile.anchors')}
        lead={anchors && t(`integrity.anchors.state.${anchors.state}`)}
      >
        {anchors ? t('integrity.tile.anchorsOf', arrivedOf(anchors)) : '…'}
      </Tile>
    </dl>
  );
}

/** Of the places that are configured, and are sent to by the clock, how many have anything and do not fail. */
function arrivedOf({ places }: AnchorsView): { arrived: string; configured: string } {
  const own = places.filter(({ configured, kind }) => configured && kind !== 'export');
  const arrived = own.filter(
    ({ last_success: last, last_failure: failed }) => last !== null && failed === null,
  );
  return { arrived: number(arrived.length), configured: number(own.length) };
}

interface TileProps {
  readonly name: string;
  readonly lead: string | undefined;
  readonly children: ReactNode;
}

function Tile({ name, lead, children }: TileProps) {
  return (
    <div className={`card ${classes.tile}`}>
      <dt>{name}</dt>
      <dd className={classes.figure}>{children}</dd>
      {lead === undefined ? null : <dd className={classes.small}>{lead}</dd>}
    </div>
  );
}
