import i18next from 'i18next';
import { helpPages } from '../texts/en/help/pages';
import type { HelpPage } from './help-page';
import type { Topic } from './topics';

const NAMESPACE = 'help';
i18next.addResourceBundle('en', NAMESPACE, helpPages);

/** In the language of the console; in English where nobody has translated it. */
export const helpPageOf = (topic: Topic): HelpPage =>
  [i18next.resolvedLanguage ?? 'en', 'en']
    .map((language) => i18next.getResource(language, NAMESPACE, topic) as HelpPage | undefined)
    .find((page) => page !== undefined) ?? helpPages[topic];
