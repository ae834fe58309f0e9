import { Menu, Text, UnstyledButton } from '@mantine/core';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSignedIn } from '../api/session';
import { ProblemNotice } from '../ui/problem-notice';
import { useAction } from '../ui/use-action';
import classes from './frame.module.css';
import { switchTo } from './switch-organization';

/** Whose log this is; a menu for who belongs to several. */
export function OrganizationSwitcher() {
  const { t } = useTranslation();
  const { organization, organizations } = useSignedIn();
  const { run, problem } = useAction(switchTo);
  const current = <Name name={organization.name} />;
  if (organizations.length < 2) return <div className={classes.who}>{current}</div>;
  return (
    <>
      <Menu position="bottom-start" width={240}>
        <Menu.Target>
          <UnstyledButton
            className={classes.who}
            aria-label={t('account.switcher', { name: organization.name })}
          >
            {current}
            <IconChevronDown size={14} aria-hidden />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown aria-label={t('account.organizations')}>
          {organizations.map(({ id, name }) => (
            <Menu.Item
              key={id}
              rightSection={
                id === organization.id ? <IconCheck size={14} aria-label={t('account.current')} /> : null
              }
              onClick={() => id !== organization.id && void run(id)}
            >
              {name}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <ProblemNotice problem={problem} />
    </>
  );
}

function Name({ name }: { name: string }) {
  return (
    <>
      <span className={classes.mark} aria-hidden>
        {[...name.trim()][0]?.toUpperCase()}
      </span>
      <Text fw={600} className={classes.names} title={name}>
        {name}
      </Text>
    </>
  );
}
