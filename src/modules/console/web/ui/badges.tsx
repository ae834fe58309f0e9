import {
  IconArrowBackUp,
  IconArrowsLeftRight,
  IconBan,
  IconCalendar,
  IconCheck,
  IconChecklist,
  IconCircleFilled,
  IconCommand,
  IconHeart,
  IconSettings,
  IconShield,
  IconSparkles,
  IconUser,
  IconX,
  type Icon,
} from '@tabler/icons-react';
import i18next from 'i18next';
import { sourceTitle, titleOf } from '../audit-log/words';
import { plainly } from './hidden-characters';
import { visible } from './visible';
import classes from './badges.module.css';

const GLYPHS: Readonly<Record<string, Icon>> = {
  patient_activity: IconHeart,
  appointment: IconCalendar,
  security: IconShield,
  flow: IconArrowsLeftRight,
  recall: IconArrowBackUp,
  task: IconChecklist,
  ai: IconSparkles,
  api: IconCommand,
  member: IconUser,
  settings: IconSettings,
  system: IconSettings,
};

const COLOURS = Object.keys(GLYPHS);
/** Red is what is about security, and nothing else. */
const SPARE = COLOURS.filter((name) => name !== 'security');

/** A known name has its own colour; any other always the same one of the others. */
function colourOf(name: string): string {
  if (COLOURS.includes(name)) return name;
  let sum = 7;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 65_521;
  return SPARE[sum % SPARE.length] ?? 'system';
}

/** Filled, with a glyph: where it happened. */
export function SourceBadge({ source }: { source: string }) {
  const Glyph = GLYPHS[source] ?? IconCircleFilled;
  return (
    <span className={classes.source} data-colour={colourOf(source)} title={sourceTitle(source)}>
      <Glyph size={13} aria-hidden />
      <span className={classes.text}>{sourceTitle(source)}</span>
    </span>
  );
}

const SAME: Readonly<Record<string, string>> = {
  patient: 'patient_activity',
  session: 'security',
  organization: 'system',
};

/** Outlined, without a glyph: the kind of a record. */
export function TypeBadge({ type }: { type: string }) {
  return (
    <span className={classes.type} data-colour={colourOf(SAME[type] ?? type)} title={plainly(titleOf(type))}>
      <span className={classes.text}>{visible(titleOf(type))}</span>
    </span>
  );
}

const OUTCOMES = { success: IconCheck, failure: IconX, denied: IconBan };

/** Icon, word and colour (WCAG 1.4.1). */
export function Outcome({ outcome }: { outcome: string }) {
  const known = outcome === 'success' || outcome === 'failure' || outcome === 'denied' ? outcome : null;
  if (!known) return <span>{titleOf(outcome)}</span>;
  const Glyph = OUTCOMES[known];
  return (
    <span className={classes.outcome} data-outcome={known}>
      <Glyph size={15} stroke={2.4} aria-hidden /> {i18next.t(`outcome.${known}`)}
    </span>
  );
}

export function FlagBadge({ flag }: { flag: string }) {
  return <span className={classes.flag}>{visible(titleOf(flag))}</span>;
}
