export const tmpUi = {
  noAccess: 'You may not see this',
  noAccessLead: 'Your role in {{organization}} does not allow it.',
  noAccessPermission: 'The permission is called {{permission}}.',
  needs: 'Your role does not allow this: it takes the permission {{permission}}.',
  previous: 'Previous',
  next: 'Next',
  firstPage: 'This is the first page.',
  lastPage: 'There is no more.',
  paging: 'Pages',
} as const;
