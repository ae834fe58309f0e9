import { useTranslation } from 'react-i18next';
import type { MemberView } from '../../../members/members.contract';
import { api } from '../api/api';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { Dialog } from '../ui/dialog';
import { refreshPeople } from './people';
import { RoleChange } from './role-change';

/** `keep`: the reset of their factors is called off. */
export type MemberAct = 'role' | 'lock' | 'reset' | 'keep' | 'remove';

const REQUESTS = {
  lock: ['DELETE', '/lock'],
  reset: ['POST', '/factor-reset'],
  keep: ['DELETE', '/factor-reset'],
  remove: ['DELETE', ''],
} as const;

interface Props {
  readonly member: MemberView;
  readonly act: MemberAct | null;
  readonly onClose: () => void;
}

/** The question before something is done about a member. */
export function MemberDialog({ member, act, onClose }: Props) {
  const { t } = useTranslation();
  const { id, name } = member;
  if (act === null) return null;
  if (act === 'role')
    return (
      <Dialog opened onClose={onClose} title={t('members.roleOf', { name })}>
        <RoleChange member={member} onDone={onClose} />
      </Dialog>
    );
  const [method, path] = REQUESTS[act];
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t(`members.ask.${act}.title`, { name })}
      lead={t(`members.ask.${act}.lead`, { name })}
      label={t(`members.ask.${act}.do`)}
      onConfirm={async () => {
        await api(method, `/v1/members/${id}${path}`);
        await refreshPeople();
      }}
    />
  );
}
