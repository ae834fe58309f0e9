import type { RetentionPolicyView } from '../../src/modules/retention/retention.contract';
import { PolicyChanges } from '../../src/modules/retention/retention.policy-changes';
import type { TestApp } from './test-app';
import type { TestPerson } from './test-people';

export const POLICY = '/v1/retention-policy';
export const REASON = 'The contract ended, so we keep less.';

/**
 * Shortens the policy as it has to be done: asked for with a reason, agreed to by a second person where there is one, and
 * made when its day has come. The day is not waited for: it is put into the past, so that the clock stays where it is.
 */
export async function shortenPolicy(
  test: TestApp,
  { client, organizationId }: TestPerson,
  policy: object,
  approver?: TestPerson,
): Promise<RetentionPolicyView> {
  const { body } = await client.put(POLICY, { reason: REASON, ...policy }).expect(202);
  const { pending } = body as RetentionPolicyView;
  if (pending?.approval.second_person_required) {
    if (!approver) throw new Error('there is a second person: say who agrees');
    await approver.client.put(`${POLICY}/change/approval`, { id: pending.id }).expect(200);
  }
  await endTheWait(test, organizationId);
  if ((await test.app.get(PolicyChanges).run()) !== 1) throw new Error('the policy was not changed');
  return (await client.get(POLICY).expect(200)).body as RetentionPolicyView;
}

/** As if a day had passed. */
export async function endTheWait({ superuser, clock }: TestApp, organizationId: string): Promise<void> {
  const now = clock.now();
  for (const table of ['approvals', 'retention_policy_changes'])
    await superuser.query(`UPDATE ${table} SET not_before = $2 WHERE organization_id = $1`, [
      organizationId,
      now,
    ]);
}
