import { account } from './account';
import { activity } from './activity';
import { alerts } from './alerts';
import { apiKeys } from './api-keys';
import { approvals } from './approvals';
import { erasures } from './erasures';
import { exporting } from './exports';
import { help } from './help';
import { holds } from './holds';
import { leaving } from './leaving';
import { members } from './members';
import { retention } from './retention';
import { investigating } from './investigating';
import { settings } from './settings';
import { support } from './support';
import { weeklyReview } from './weekly-review';

/** What several pages say. */
const ui = {
  noAccess: 'You may not see this',
  noAccessLead:
    'Your role in {{organization}} does not allow it. An Owner or Admin can give you one that does.',
  noAccessPermission: 'The permission is called {{permission}}.',
  needs: 'Your role does not allow this: it takes the permission {{permission}}.',
  previous: 'Previous',
  next: 'Next',
  firstPage: 'This is the first page.',
  lastPage: 'There is no more.',
  paging: 'Pages',
  save: 'Save',
  delete: 'Delete',
  everything: 'All events',
  open: 'Show the events',
  absent: 'There is no such thing',
  absentLead: 'It may have been removed, or belong to another organization. Check the address.',
} as const;

const weekday = {
  monday: 'Monday',
  tuesday: 'Tuesday',
  wednesday: 'Wednesday',
  thursday: 'Thursday',
  friday: 'Friday',
  saturday: 'Saturday',
  sunday: 'Sunday',
} as const;

export const pages = {
  ui,
  weekday,
  ...exporting,
  ...alerts,
  ...settings,
  ...weeklyReview,
  ...members,
  ...account,
  ...apiKeys,
  ...support,
  ...help,
  ...holds,
  ...erasures,
  ...approvals,
  ...retention,
  ...leaving,
  ...investigating,
  ...activity,
};
