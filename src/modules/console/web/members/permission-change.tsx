import { useTranslation } from 'react-i18next';
import classes from './members.module.css';
import { usePermissionWords } from './permission-words';

interface Props {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** What somebody may do afterwards that they could not before, and the other way round. */
export function PermissionChange({ before, after }: Props) {
  const { t } = useTranslation();
  const gained = after.filter((each) => !before.includes(each));
  const lost = before.filter((each) => !after.includes(each));
  if (gained.length + lost.length === 0) return <p className={classes.quiet}>{t('members.sameRights')}</p>;
  return (
    <div className={classes.change} role="status">
      <Part title={t('members.gains')} sign="+" permissions={gained} />
      <Part title={t('members.loses')} sign="−" permissions={lost} />
    </div>
  );
}

interface PartProps {
  readonly title: string;
  readonly sign: string;
  readonly permissions: readonly string[];
}

function Part({ title, sign, permissions }: PartProps) {
  const words = usePermissionWords();
  if (permissions.length === 0) return null;
  return (
    <div>
      <b>{title}</b>
      <ul data-sign={sign}>
        {permissions.map((each) => (
          <li key={each}>{words(each).title}</li>
        ))}
      </ul>
    </div>
  );
}
