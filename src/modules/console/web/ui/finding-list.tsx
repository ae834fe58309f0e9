import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './finding-list.module.css';
import type { Finding } from './verifier';

const standingOf = ({ ok, note }: Finding): 'ok' | 'note' | 'wrong' => (!ok ? 'wrong' : note ? 'note' : 'ok');
const MARKS = { ok: IconCheck, note: IconAlertTriangle, wrong: IconX };

/** What the verifier says, line by line, as it does in a terminal. */
export function FindingList({ findings }: { findings: readonly Finding[] }) {
  const { t } = useTranslation();
  return (
    <ul className={classes.list}>
      {findings.map((finding) => {
        const standing = standingOf(finding);
        const Mark = MARKS[standing];
        return (
          <li key={finding.says} data-standing={standing}>
            <Mark size={15} aria-hidden />
            <span className="foreign">
              <span className="unseen">{t(`integrity.file.${standing}`)}: </span>
              {finding.says}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
