import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { auditLog } from './en/audit-log';
import { integrity } from './en/integrity';
import { pages } from './en/pages';
import { eventProof } from './en/proof';
import { shell } from './en/shell';
import { signingIn } from './en/signing-in';

const en = { ...shell, ...signingIn, ...auditLog, ...pages, ...eventProof, ...integrity };

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
  }
}

/** English is all there is yet; every text goes through here. React escapes by itself. */
export function startTexts(): void {
  void i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en } },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
}
