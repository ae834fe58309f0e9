import type { HelpPage } from '../../../help/help-page';

export const rolesHelp: HelpPage = {
  updated: '2026-11-28',
  blocks: [
    'A role is a set of permissions. What somebody may do follows from their role in this organization, from the very next click after it was changed.',
    {
      list: [
        '**Owner**: everything, and alone: roles of your own, approving exports by support, ending the organization. There is always at least one.',
        '**Admin**: everything else: members, settings, keys, retention, holds, erasure, exports.',
        '**Auditor**: reads the audit log and everybody’s activity, exports, and changes nothing.',
        '**Member**: sees their own activity.',
        'Roles of your own: any of these permissions together, made by an Owner.',
      ],
    },
    { heading: 'Rules that nobody can switch off' },
    {
      list: [
        'Nobody changes their own role, and nobody gives more than they hold.',
        'Nobody approves what they asked for themselves.',
        'Owners, Admins and whoever manages anything sign in with a second factor. An organization can ask it of everybody.',
        'What is dangerous asks for a proof of the last five minutes, in place; then it goes on.',
      ],
    },
    'The operators of the platform, who answer your support requests, see nothing of your organization but these requests. An export that they propose needs the approval of an Owner, once for each.',
    { heading: 'You may not do something?' },
    'The control says which permission it takes. An Owner or Admin can give you a role that has it, under Members & access.',
  ],
};
