import { actorOf } from './actor';

const ROLE_ARN = 'arn:aws:sts::123837392027:assumed-role/deployer/session-7';

describe('who did it', () => {
  it('is a user by ARN and user name', () => {
    const arn = 'arn:aws:iam::123837392027:user/benjamin';
    expect(actorOf({ type: 'IAMUser', principalId: 'AIDA', arn, userName: 'benjamin' })).toEqual({
      type: 'user',
      id: arn,
      name: 'benjamin',
      email: null,
      role: null,
    });
  });

  it('is a user by principal id when there is no ARN', () => {
    expect(actorOf({ type: 'IAMUser', principalId: 'AIDA', userName: 'bert-jan' })).toMatchObject({
      id: 'AIDA',
      name: 'bert-jan',
    });
  });

  it.each([
    ['from its issuer', { sessionContext: { sessionIssuer: { userName: 'deployer' } } }],
    ['from its ARN', {}],
  ])('is an assumed role by role and session, the role %s', (_, more) => {
    expect(
      actorOf({ type: 'AssumedRole', principalId: 'AROA:session-7', arn: ROLE_ARN, ...more }),
    ).toMatchObject({
      type: 'user',
      id: ROLE_ARN,
      name: 'deployer/session-7',
      role: 'deployer',
    });
  });

  it.each([
    ['an AWS service', { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' }],
    ['who says only invokedBy', { accountId: '123837392027', invokedBy: 'ec2.amazonaws.com' }],
  ])('is the system for %s', (_, identity) => {
    expect(actorOf(identity)).toMatchObject({
      type: 'system',
      id: 'ec2.amazonaws.com',
      name: 'ec2.amazonaws.com',
    });
  });

  it('is the user, not the service, when a service calls for a user', () => {
    expect(actorOf({ type: 'IAMUser', arn: 'arn:u', userName: 'u', invokedBy: 'AWS Internal' }).type).toBe(
      'user',
    );
  });

  it('is root by its account', () => {
    expect(actorOf({ type: 'Root', arn: 'arn:aws:iam::1:root', accountId: '1' })).toMatchObject({
      name: 'root of 1',
    });
  });

  it.each([
    [null],
    [undefined],
    [{}],
    [{ type: null, arn: null, invokedBy: null }],
    [{ accountId: 'ANONYMOUS_PRINCIPAL' }],
  ])('is nobody for %j', (identity) =>
    expect(actorOf(identity)).toMatchObject({ type: 'anonymous', id: null }),
  );
});
