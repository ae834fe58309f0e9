import type { HelpPage } from '../../../help/help-page';

export const exportHelp: HelpPage = {
  updated: '2026-11-28',
  blocks: [
    'An export is one ZIP: the events as CSV, PDF, JSON Lines, Excel or Parquet, and a signed manifest that says which search, which range and how many events. Nothing is cut off, however many there are.',
    { heading: 'To export' },
    {
      steps: [
        'Search in the [audit log](/audit-log) until you see what you want, and press “Export” (`e`).',
        'Choose the format. CSV and Excel are for spreadsheets, PDF for people, JSON Lines for programs and for proof.',
        'Watch the progress, or leave: it goes on, and [Exports](/exports) has the file. It is deleted after seven days.',
      ],
    },
    'It takes the permission `audit:export`, which Owners, Admins and Auditors have, and a fresh proof that it is you. Every request and download is recorded. For a file every day, week or month, see “Scheduled” there.',
    { heading: 'To verify, without trusting Daybook' },
    {
      steps: [
        'Download [daybook-verify.mjs](/verifier/daybook-verify.mjs): one file that anybody can read, for Node or a browser.',
        'Take the key of your log from the page [Integrity](/integrity), and keep it apart from the files.',
        'Run it beside the export:',
      ],
    },
    { code: 'node daybook-verify.mjs export.zip --key KEY' },
    'It says whether anything was changed since the export was made and, for JSON Lines, whether each event stands in the signed log at its number. Or drop the file on the page [Integrity](/integrity): the same program runs in your browser, and the file does not leave your computer.',
    { heading: 'One event' },
    'The tab “Proof” of an event shows, step by step, that it is in the log that was signed, and “Offline” gives you the same as files.',
  ],
};
