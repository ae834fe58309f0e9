import { useMantineColorScheme } from '@mantine/core';
import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSavedViews } from '../audit-log/saved-views';
import { zoneChoice, ZONES } from '../preferences/preferences';
import { signOut } from '../signing-in/sign-out';
import { FORMER_PLACES } from './former-places';
import { PAGES } from './pages';
import { THEMES } from './theme-menu';
import { useZoneNames } from './zone-menu';

/** Everything there is, by its name: pages, views of the log, and what can be chosen. */
export function Palette({ onKeys }: { onKeys: () => void }) {
  const { t } = useTranslation();
  const groups = [usePages(), useViewActions(), useChoices(onKeys)];
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
function usePages(): SpotlightActionGroupData {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return {
    group: t('palette.pages'),
    actions: [
      ...PAGES.map(({ to, name, keywords = [] }) => ({
        id: to,
        label: t(`nav.${name}`),
        keywords,
        onClick: () => void navigate({ to }),
      })),
      ...FORMER_PLACES.flatMap(({ to, names }) =>
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
  const { data } = useSavedViews();
  return {
    group: t('palette.views'),
    actions: (data ?? []).map(({ id, name }) => ({
      id: `view-${id}`,
      label: name,
      onClick: () => void navigate({ to: '/audit-log', search: { view: id } }),
    })),
  };
}

function useChoices(onKeys: () => void): SpotlightActionGroupData {
  const { t } = useTranslation();
  const { setColorScheme } = useMantineColorScheme();
  const zoneNames = useZoneNames();
  return {
    group: t('palette.actions'),
    actions: [
      ...ZONES.map((zone) => ({
        id: `zone-${zone}`,
        label: t('top.zone', { zone: zoneNames[zone] }),
        onClick: () => zoneChoice.set(zone),
      })),
      ...THEMES.map((theme) => ({
        id: `theme-${theme}`,
        label: t('top.theme', { theme: t(`theme.${theme}`) }),
        onClick: () => setColorScheme(theme),
      })),
      { id: 'keys', label: t('top.keys'), onClick: onKeys },
      { id: 'sign-out', label: t('account.signOut'), onClick: () => void signOut() },
    ],
  };
}
