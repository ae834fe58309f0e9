import { defineActions } from '../audit/audit.define-actions';

const viewed = { source: 'settings', operation: 'read', category: 'navigation' } as const;
const settings = { source: 'settings', category: 'settings' } as const;

defineActions({
  'saved_view_list.viewed': {
    ...viewed,
    summary: '{actor} looked up the saved views',
    attempt: 'look up the saved views',
  },
  'saved_view.viewed': {
    ...viewed,
    summary: '{actor} looked up the saved view {resource}',
    attempt: 'look up a saved view',
  },
  'saved_view.created': {
    ...settings,
    operation: 'create',
    summary: '{actor} saved the view {resource}',
    attempt: 'save a view',
  },
  'saved_view.updated': {
    ...settings,
    operation: 'update',
    summary: '{actor} changed the saved view {resource}: {details.changed}',
    attempt: 'change a saved view',
  },
  'saved_view.deleted': {
    ...settings,
    operation: 'delete',
    summary: '{actor} deleted the saved view {resource}',
    attempt: 'delete a saved view',
  },
  'default_view.changed': {
    ...settings,
    operation: 'update',
    summary:
      '{actor} made {after.default} the view that their audit log opens with, instead of {before.default}',
    attempt: 'choose the view that their audit log opens with',
  },
});
