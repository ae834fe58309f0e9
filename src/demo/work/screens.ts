import type { Draft } from '../days/draft';
import type { Scene, Work } from './work';

const navigation = { source: 'activity', operation: 'read', category: 'navigation' } as const;
const PAGES = ['Patients', 'Inbox', 'Recalls', 'Tasks', 'Documents', 'Team', 'Help'];
const WORDS = ['name', 'date of birth', 'phone', 'invoice number', 'diagnosis code'];

const seen =
  (action: string, name: string) =>
  ({ person }: Scene): Draft[] => [
    {
      ...navigation,
      action,
      summary: `${person.name} opened ${name}`,
      resource: { type: 'page', id: name.toLowerCase(), name },
    },
  ];

const pageViewed = (scene: Scene): Draft[] => seen('page.viewed', scene.random.pick(PAGES))(scene);

const searched = ({ person, random }: Scene): Draft[] => [
  {
    source: 'activity',
    action: 'search.performed',
    operation: 'read',
    category: 'feature_usage',
    summary: `${person.name} searched for a patient`,
    resource: { type: 'feature', id: 'patient-search', name: 'Patient search' },
    details: { by: random.pick(WORDS), results: random.between(0, 14) },
  },
];

const preferred = ({ person, random }: Scene): Draft[] => {
  const [action, source, words, after] = random.pick([
    [
      'user.profile_updated',
      'settings',
      'changed their profile',
      { phone_extension: String(random.between(100, 199)) },
    ],
    [
      'notification_preferences.changed',
      'settings',
      'changed which notifications they get',
      { task_mails: random.chance(0.5) },
    ],
    ['user.email_changed', 'security', 'confirmed a second e-mail address', { recovery_email: 'set' }],
    ['calendar.connected', 'settings', 'connected the calendar', { calendar: 'work' }],
  ] as const);
  return [
    {
      source,
      action,
      operation: 'update',
      category: 'settings',
      summary: `${person.name} ${words}`,
      resource: { type: 'user', id: person.id, name: person.name },
      changes: { before: null, after: { ...after } },
    },
  ];
};

/** What everybody does between their work (S0-19 to S0-21). */
export const SCREENS: readonly Work[] = [
  { weight: 30, tell: seen('calendar.viewed', 'Calendar') },
  { weight: 12, tell: seen('dashboard.viewed', 'Dashboard') },
  { weight: 30, tell: pageViewed },
  { weight: 22, tell: searched },
  { weight: 0.5, tell: preferred },
];
