import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ALIASES, FIELDS } from '../../../audit/audit.query-language';
import page from '../ui/page.module.css';
import { EXAMPLES } from './field-examples';
import classes from './help.module.css';

const aliasesOf = (field: string): string =>
  Object.entries(ALIASES)
    .filter(([, name]) => name === field)
    .map(([alias]) => alias)
    .join(', ');

/** What can be asked for, from the table that the server itself asks by. */
export function Fields() {
  const { t } = useTranslation();
  return (
    <dl className={classes.fields}>
      {FIELDS.map(({ name, help }) => (
        <div key={name}>
          <dt>
            <code>{name}</code>{' '}
            {aliasesOf(name) === '' ? null : (
              <span className={page.second}>{t('help.alias', { names: aliasesOf(name) })}</span>
            )}
          </dt>
          <dd>
            {help}
            <Link
              to="/audit-log"
              search={{ q: EXAMPLES[name] ?? '' }}
              className={`${page.link} mono`}
              title={t('help.find')}
            >
              {EXAMPLES[name]}
            </Link>
          </dd>
        </div>
      ))}
    </dl>
  );
}
