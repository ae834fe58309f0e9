export const leaving = {
  leaving: {
    bundle: 'Take everything along',
    bundleLead:
      'One file with all events, exactly as they are, and all tables of the organization: members, roles, teams, policies, holds, approvals, alerts. It stands among the exports, with a signed manifest.',
    bundleStart: 'Export everything',
    bundleAsked: 'It is being made.',
    bundleShow: 'Show its progress',
    delete: 'Delete the organization',
    deleteWarning: 'This cannot be undone',
    deleteLead:
      'Every event, member, key and file of the organization goes for good. Take everything along first; exports go too.',
    deleteStart: 'Delete the organization…',
    deleteTitle: 'Delete the organization',
    steps: [
      'Now nothing is deleted: this is a request. All Owners are told by mail.',
      'Another Owner has to agree within seven days, where there is one.',
      'It begins 30 days after now at the earliest. Until then any Owner can stop it.',
      'While a legal hold is in force nothing is deleted.',
    ],
    name: 'Type the name of the organization: {{name}}',
    nameWrong: 'That is not {{name}}.',
    reason: 'Reason',
    reasonHelp: 'At least 10 characters.',
    ask: 'Ask for the deletion',
    asked: '{{who}} asked to delete the organization on {{at}}',
    running: 'Is being deleted',
  },
} as const;
