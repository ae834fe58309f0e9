import type { EventDraft } from '../../../platform/context/request-record';
import type { CustomRole } from './role.entity';

/** What an event says of a changed role: the changed fields, and a sentence of what was added and removed. */
export function roleChanges(before: CustomRole, after: CustomRole): Pick<EventDraft, 'changes' | 'details'> {
  const renamed = before.name !== after.name;
  const added = after.permissions.filter((permission) => !before.permissions.includes(permission));
  const removed = before.permissions.filter((permission) => !after.permissions.includes(permission));
  const changed = [
    ...(renamed ? [`renamed it from ${before.name}`] : []),
    ...(added.length > 0 ? [`added ${added.join(', ')}`] : []),
    ...(removed.length > 0 ? [`removed ${removed.join(', ')}`] : []),
  ].join('; ');
  if (changed === '') return { changes: null, details: { changed: 'nothing' } };
  const fields = ({ name, permissions }: CustomRole) => ({
    ...(renamed ? { name } : {}),
    ...(added.length + removed.length > 0 ? { permissions } : {}),
  });
  return { changes: { before: fields(before), after: fields(after) }, details: { changed } };
}
