import type { HelpPage } from '../../../help/help-page';
import type { Topic } from '../../../help/topics';
import { auditLogHelp } from './audit-log';
import { exportHelp } from './export';
import { incidentHelp } from './incident';
import { firstEventHelp, keyboardHelp, supportHelp } from './others';
import { queryHelp } from './query';
import { retentionHelp } from './retention';
import { rolesHelp } from './roles';

/** Loaded with the help alone; its titles are with the frame's texts. */
export const helpPages: Readonly<Record<Topic, HelpPage>> = {
  'audit-log': auditLogHelp,
  'find-an-incident': incidentHelp,
  'query-language': queryHelp,
  'export-and-verify': exportHelp,
  'retention-holds-erasure': retentionHelp,
  roles: rolesHelp,
  keyboard: keyboardHelp,
  'first-event': firstEventHelp,
  'reach-support': supportHelp,
};
