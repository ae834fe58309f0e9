import { useMantineColorScheme } from '@mantine/core';
import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSignedIn } from '../api/session';
import { useSavedViews } from '../audit-log/saved-views';
import { openHelp } from '../help/help-store';
import { useTopics } from '../help/use-topics';
import { zoneChoice } from '../preferences/preferences';
import { signOut } from '../signing-in/sign-out';
import { FORMER_PLACES } from './former-places';
import { isOperator, usePages } from './operators';
import { THEMES } from './theme-menu';
import { useOfferedZones, useZoneNames } from './zone-menu';

/** Everything there is, by its name: pages, views of the log, and what can be chosen. */
export function Palette() {
  const { t } = useTranslation();
  const groups = [usePageActions(), useViewActions(), useHelpActions(), useChoices()];
  return (
    <Spotlight
      actions={groups}
      nothingFound={t('palette.nothing')}
      shortcut={['mod + K']}
      scrollable
      maxHeight={420}
      tagsToIgnore={[]}
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden />,
        placeholder: t('top.palette'),
        'aria-label': t('top.palette'),
      }}
    />
  );
}

/** Other products' menu places lead here as well. */
function usePageActions(): SpotlightActionGroupData {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const pages = usePages();
  return {
    group: t('palette.pages'),
    actions: [
      ...pages.map(({ to, name, keywords = [] }) => ({
        id: to,
        label: t(`nav.${name}`),
        keywords,
        onClick: () => void navigate({ to }),
      })),
      ...FORMER_PLACES.filter(({ to }) => pages.some((page) => page.to === to)).flatMap(({ to, names }) =>
        names.map((name) => ({
          id: name,
          label: name,
          description: t('palette.formerPlace'),
          onClick: () => void navigate({ to }),
        })),
      ),
      { id: 'account', label: t('nav.account'), onClick: () => void navigate({ to: '/account' }) },
      { id: 'docs', label: t('nav.apiDocs'), onClick: () => window.location.assign('/docs') },
    ],
  };
}

function useViewActions(): SpotlightActionGroupData {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { data } = useSavedViews(!isOperator(useSignedIn()));
  return {
    group: t('palette.views'),
    actions: (data ?? []).map(({ id, name }) => ({
      id: `view-${id}`,
      label: name,
      onClick: () => void navigate({ to: '/audit-log', search: { view: id } }),
    })),
  };
}

function useHelpActions(): SpotlightActionGroupData {
  const { t } = useTranslation();
  return {
    group: t('help.title'),
    actions: [
      { id: 'help', label: t('help.all'), onClick: () => openHelp() },
      ...useTopics().map(({ topic, title, words }) => ({
        id: `help-${topic}`,
        label: title,
        keywords: [t('help.title'), words],
        onClick: () => openHelp(topic),
      })),
    ],
  };
}

function useChoices(): SpotlightActionGroupData {
  const { t } = useTranslation();
  const { setColorScheme } = useMantineColorScheme();
  const zoneNames = useZoneNames();
  const zones = useOfferedZones();
  return {
    group: t('palette.actions'),
    actions: [
      ...zones.map((zone) => ({
        id: `zone-${zone}`,
        label: t('top.zone', { zone: zoneNames[zone] }),
        onClick: () => zoneChoice.set(zone),
      })),
      ...THEMES.map((theme) => ({
        id: `theme-${theme}`,
        label: t('top.theme', { theme: t(`theme.${theme}`) }),
        onClick: () => setColorScheme(theme),
      })),
      { id: 'sign-out', label: t('account.signOut'), onClick: () => void signOut() },
    ],
  };
}
