import type { Operation } from '../../../platform/context/action-spec';
import type { CloudTrailRecord } from './record';

/** The first word of an API call, by what it does to what it names: adding a rule to a group updates the group. */
const VERBS: readonly (readonly [Operation, RegExp])[] = [
  [
    'create',
    /^(Create|Run|Allocate|Register|Import|Issue|Request|Copy|Upload|Generate|Publish|Purchase|Import|Clone)/,
  ],
  ['delete', /^(Delete|Terminate|Release|Deregister|Purge|Destroy|BatchDelete|Schedule\w*Deletion)/],
  [
    'update',
    /^(Update|Modify|Put|Set|Add|Remove|Attach|Detach|Associate|Disassociate|Tag|Untag|Enable|Disable|Change|Reset|Replace|Authorize|Revoke|Restore|Rotate|Move|Rename|Assign|Unassign|Increase|Decrease|Accept|Reject|Leave|Cancel|Batch(Put|Update))/,
  ],
  ['read', /^(Get|List|Describe|Lookup|Search|View|Head|Select|Query|Scan|Download|BatchGet)/],
  ['create', /Created$/],
  ['delete', /(Delete|Deleted)$/],
];

/** A sign-in authenticates; else `readOnly` decides, and the verb says what kind of write it was. */
export function operationOf({ eventType, eventName, readOnly }: CloudTrailRecord): Operation {
  if (eventType === 'AwsConsoleSignIn') return 'authenticate';
  if (readOnly === true || readOnly === 'true') return 'read';
  const [operation] = VERBS.find(([, pattern]) => pattern.test(eventName)) ?? ['execute'];
  return operation === 'read' && (readOnly === false || readOnly === 'false') ? 'execute' : operation;
}
