import type { Category, Operation } from '../../src/platform/context/action-spec';

export interface Kind {
  readonly action: string;
  readonly source: string;
  readonly category: Category | null;
  readonly operation: Operation;
  readonly resource: string;
  readonly verb: string;
}

/** `action source category operation verb`, most frequent first. */
const LINES = `
patient.viewed records feature_usage read viewed
appointment.viewed calendar navigation read viewed
note.viewed records feature_usage read viewed
page.opened app navigation read opened
patient.searched records feature_usage read searched
session.signed_in security authentication authenticate signed_in_to
appointment.updated calendar feature_usage update rescheduled
note.created records feature_usage create wrote
message.sent messaging feature_usage create sent
invoice.viewed billing feature_usage read viewed
prescription.created records feature_usage create issued
session.signed_out security authentication authenticate signed_out_of
note.updated records feature_usage update edited
appointment.created calendar feature_usage create booked
file.downloaded storage feature_usage read downloaded
invoice.created billing feature_usage create issued
lab_result.viewed records feature_usage read viewed
patient.updated records feature_usage update changed
task.completed app feature_usage update completed
report.exported reports feature_usage read exported
appointment.canceled calendar feature_usage delete canceled
file.uploaded storage feature_usage create uploaded
summary.generated ai feature_usage execute generated
payment.received billing feature_usage create booked
settings.changed settings settings update changed
member.role_changed security administration update changed_the_role_of
patient.created records feature_usage create registered
api_key.created security administration create created
member.invited security administration create invited
integration.synchronized integrations null execute synchronized
patient.deleted records feature_usage delete deleted
member.removed security administration delete removed
backup.completed system null execute completed
policy.changed security settings update changed
dataset.quarantined ai administration update quarantined`;

export const KINDS: readonly Kind[] = LINES.trim()
  .split('\n')
  .map((line) => {
    const [action = '', source = '', category, operation, verb = ''] = line.split(' ');
    return {
      action,
      source,
      category: category === 'null' ? null : (category as Category),
      operation: operation as Operation,
      resource: action.split('.')[0] as string,
      verb: verb.replaceAll('_', ' '),
    };
  });

/** What hardly ever happens: two in a hundred thousand events. */
export const RARE_KIND: Kind = {
  action: 'archive.restored',
  source: 'archive',
  category: null,
  operation: 'execute',
  resource: 'archive',
  verb: 'restored',
};

export const FIRST_NAMES =
  'Ada Amir Ana Aria Ben Bianca Carlos Chen Dalia David Elena Emil Fatima Felix Grace Hana Hugo Ines Ivan Jane Jonas Kira Lars Leila Luca Maya Mina Nadia Noah Omar Pia Quinn Rosa Sami Tara Theo Uma Viktor Wanda Yusuf Zoe'.split(
    ' ',
  );
export const LAST_NAMES =
  'Abbott Almeida Baker Berger Castro Cohen Diaz Doe Eriksen Fischer Garcia Gupta Haddad Horvat Ivanov Jensen Kaplan Kim Kowalski Laurent Lopez Meyer Moreau Nakamura Novak Okafor Olsen Patel Peters Quist Reyes Rossi Santos Schmidt Silva Tanaka Torres Usman Vargas Weber Wilson Yilmaz Zhang'.split(
    ' ',
  );

export const AGENTS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15',
  'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
  'ClinicApp/8.2 (iPhone; iOS 19.1)',
];

/** What a search for one word finds by the dozen in a million events, and by the hundred thousand. */
export const RARE_WORD = 'zyzzyva';
export const COMMON_WORD = 'viewed';
