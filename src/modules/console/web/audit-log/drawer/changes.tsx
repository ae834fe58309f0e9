import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AuditEvent } from '../../../../audit/audit.contract';
import { visible } from '../../ui/visible';
import { changesOf, textOf } from './changes-of';
import classes from './drawer.module.css';

export function Changes({ event }: { event: AuditEvent }) {
  const { t } = useTranslation();
  const changes = changesOf(event);
  if (changes.length === 0) return <Text c="dimmed">{t('event.noChanges')}</Text>;
  return (
    <table className={classes.changes}>
      <thead>
        <tr>
          <th scope="col">{t('event.field')}</th>
          <th scope="col">{t('event.before')}</th>
          <th scope="col">{t('event.after')}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ field, before, after }) => (
          <tr key={field}>
            <th scope="row" className="foreign">
              {visible(field)}
            </th>
            <td className="foreign" data-side={before === undefined ? undefined : 'before'}>
              {before === undefined ? t('event.absent') : visible(textOf(before))}
            </td>
            <td className="foreign" data-side={after === undefined ? undefined : 'after'}>
              {after === undefined ? t('event.absent') : visible(textOf(after))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
