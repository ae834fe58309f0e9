import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AnchorPlaceView, AnchorsView } from '../../../integrity/integrity.anchors.contract';
import { fullMoment, number } from '../preferences/moments';
import { Loaded } from '../ui/loaded';
import page from '../ui/page.module.css';
import { Pill, type Tone } from '../ui/pill';
import { MailRhythmField } from './mail-rhythm-field';
import { Section } from './section';
import { useAnchors } from './use-integrity';

const TONES: Readonly<Record<AnchorsView['state'], Tone>> = {
  none: 'warn',
  waiting: 'going',
  ok: 'good',
  overdue: 'bad',
  contradicted: 'bad',
};

/** Where checkpoints lie outside Daybook, when one last arrived, and what failed, in words. */
export function AnchorsSection({ zone }: { zone: string }) {
  const { t } = useTranslation();
  const anchors = useAnchors();
  const { state } = anchors.data ?? {};
  const pill = state && <Pill tone={TONES[state]}>{t(`integrity.anchors.state.${state}`)}</Pill>;
  return (
    <Section title={t('integrity.anchors.title')} aside={pill}>
      <Loaded query={anchors} permission="audit:read">
        {(view) => (
          <>
            <Text size="sm" className="foreign">
              {view.says}{' '}
              {view.overdue_since === null
                ? null
                : t('integrity.anchors.overdueSince', { when: fullMoment(view.overdue_since, zone) })}
            </Text>
            {view.places.length === 0 ? (
              t('integrity.anchors.nothing')
            ) : (
              <Places places={view.places} zone={zone} />
            )}
            <MailRhythmField mail={view.checkpoint_mail} />
          </>
        )}
      </Loaded>
    </Section>
  );
}

function Places({ places, zone }: { places: readonly AnchorPlaceView[]; zone: string }) {
  const { t } = useTranslation();
  const names = ['place', 'success', 'failure', 'next'] as const;
  return (
    <div className={page.scroll}>
      <table className={page.table} aria-label={t('integrity.anchors.title')}>
        <thead>
          <tr>
            {names.map((name) => (
              <th key={name} scope="col">
                {t(`integrity.anchors.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {places.map((place) => (
            <Place key={`${place.kind} ${place.place}`} place={place} zone={zone} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Place({ place, zone }: { place: AnchorPlaceView; zone: string }) {
  const { t } = useTranslation();
  const { kind, last_success: success, last_failure: failure, next_at: next, configured } = place;
  const idle = kind === 'export' ? t('integrity.anchors.byUse') : '–';
  return (
    <tr>
      <td data-label={t('integrity.anchors.place')}>
        <div>
          {t(`integrity.anchors.kind.${kind}`)}
          <span className={`${page.second} foreign`}>{place.place}</span>
          {configured ? null : <span className={page.second}>{t('integrity.anchors.formerly')}</span>}
        </div>
      </td>
      <td data-label={t('integrity.anchors.success')}>
        {success === null ? (
          t('integrity.anchors.never')
        ) : (
          <div>
            {fullMoment(success.at, zone)}
            <span className={page.second}>
              {t('integrity.anchors.events', { size: number(success.size) })}
            </span>
          </div>
        )}
      </td>
      <td data-label={t('integrity.anchors.failure')}>
        {failure === null ? t('integrity.anchors.noFailure') : <Failure failure={failure} zone={zone} />}
      </td>
      <td data-label={t('integrity.anchors.next')}>{next === null ? idle : fullMoment(next, zone)}</td>
    </tr>
  );
}

function Failure({ failure, zone }: { failure: NonNullable<AnchorPlaceView['last_failure']>; zone: string }) {
  const { t } = useTranslation();
  return (
    <div className="foreign">
      {failure.says}
      <span className={page.second}>
        {fullMoment(failure.at, zone)}
        {failure.in_a_row > 0 ? `, ${t('integrity.anchors.inARow', { count: failure.in_a_row })}` : null}
      </span>
    </div>
  );
}
