import { Button } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconX } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { number } from '../../preferences/moments';
import type { LogState } from '../use-log';
import classes from './live.module.css';
import type { Live } from './use-live';

/** What has happened is over: nothing new falls into it. */
const isOver = ({ search: { range, to } }: LogState): boolean =>
  (range === 'yesterday' && to === undefined) || (to !== undefined && endOf(to) < Date.now());

/** A day is over at its end, in whatever zone. */
const endOf = (to: string): number => Date.parse(to) + (to.length === 10 ? 36 * 3_600_000 : 0);

/** Begins to follow the log; then how it goes, and how it stops for a while. */
export function LivePill({ log, live }: { log: LogState; live: Live }) {
  const { t } = useTranslation();
  if (live.isOn) return <Running live={live} />;
  const whyNot = isOver(log) ? t('live.over') : undefined;
  return (
    <Button
      variant="default"
      size="compact-sm"
      leftSection={<span className={classes.dot} aria-hidden />}
      rightSection={<kbd>l</kbd>}
      disabled={whyNot !== undefined}
      title={whyNot}
      onClick={live.start}
    >
      {t('live.start')}
    </Button>
  );
}

function Running({ live }: { live: Live }) {
  const { t } = useTranslation();
  const isHeld = live.isPaused || !live.isAtTop;
  const Icon = isHeld ? IconPlayerPlay : IconPlayerPause;
  const go = live.isAtTop ? t('live.resume') : t('live.toTop');
  return (
    <div className={classes.pill} data-state={stateOf(live)} role="group" aria-label={t('live.start')}>
      <span className={classes.dot} aria-hidden />
      <span>{useWords(live)}</span>
      {live.problem ? null : (
        <button type="button" className={classes.part} onClick={live.toggle}>
          <Icon size={13} aria-hidden /> {isHeld ? go : t('live.pause')}
        </button>
      )}
      <button
        type="button"
        className={classes.part}
        onClick={live.stop}
        aria-label={t('live.stop')}
        title={t('live.stop')}
      >
        <IconX size={13} aria-hidden />
      </button>
      <Spoken live={live} />
    </div>
  );
}

const stateOf = ({ isPaused, isAtTop, link, problem }: Live): string =>
  problem ? 'ended' : isPaused || !isAtTop ? 'paused' : link === 'broken' ? 'broken' : 'live';

/** `Live · 12 new`; `Paused · 3 waiting`. */
function useWords(live: Live): string {
  const { t } = useTranslation();
  const { count, waiting } = live;
  if (live.problem) return t('live.ended', { why: live.problem.detail });
  const state = stateOf(live);
  if (state === 'paused') return t('live.paused', { count: waiting, formatted: number(waiting) });
  if (state === 'broken') return t('live.broken');
  return t('live.live', { count, formatted: number(count) });
}

const SPOKEN_MS = 5_000;

/** The same for a screen reader, at most every five seconds (WCAG 4.1.3). */
function Spoken({ live }: { live: Live }) {
  const words = useWords(live);
  const latest = useRef(words);
  const [spoken, setSpoken] = useState('');
  useEffect(() => {
    latest.current = words;
  }, [words]);
  useEffect(() => {
    const timer = setInterval(() => setSpoken(latest.current), SPOKEN_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <span role="status" className="unseen">
      {spoken}
    </span>
  );
}
