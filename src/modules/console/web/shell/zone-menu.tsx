import { Button, Menu } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSignedIn } from '../api/session';
import { useStore } from '../api/store';
import { zoneChoice, ZONES, type Zone } from '../preferences/preferences';
import { localZone, useOrganizationZone } from '../preferences/time-zone';
import { isOperator } from './operators';

/** UTC, this device's zone, or the organization's. */
export function ZoneMenu() {
  const { t } = useTranslation();
  const choice = useStore(zoneChoice);
  const [isOpen, setOpen] = useState(false);
  const names = useZoneNames(isOpen);
  return (
    <Menu position="bottom-end" opened={isOpen} onChange={setOpen}>
      <Menu.Target>
        <Button
          variant="default"
          size="xs"
          h={34}
          rightSection={<kbd>u</kbd>}
          aria-label={t('top.zone', { zone: names[choice] })}
        >
          {t(`zone.short_${choice}`)}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {useOfferedZones().map((zone) => (
          <Menu.Item
            key={zone}
            onClick={() => zoneChoice.set(zone)}
            rightSection={zone === choice ? <IconCheck size={14} aria-label={t('account.current')} /> : null}
          >
            {names[zone]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** An operator has no organization whose zone it could be. */
export function useOfferedZones(): readonly Zone[] {
  const session = useSignedIn();
  return isOperator(session) ? ZONES.filter((zone) => zone !== 'organization') : ZONES;
}

/** The organization's own is named once it is asked for. */
export function useZoneNames(isWanted = false): Readonly<Record<Zone, string>> {
  const { t } = useTranslation();
  const choice = useStore(zoneChoice);
  const zone = useOrganizationZone(isWanted || choice === 'organization');
  return {
    utc: t('zone.utc'),
    local: t('zone.local', { zone: localZone() }),
    organization: zone === undefined ? t('zone.organizationUnknown') : t('zone.organization', { zone }),
  };
}
