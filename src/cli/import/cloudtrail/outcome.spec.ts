import { operationOf } from './operation';
import { outcomeOf } from './outcome';
import { summaryOf } from './summary';

const record = (over: object) => ({
  eventTime: '',
  eventSource: 's3.amazonaws.com',
  eventName: 'GetObject',
  ...over,
});
const actor = { type: 'user' as const, id: 'i', name: 'benjamin', email: null, role: null };

describe('what became of a call', () => {
  it.each([
    [undefined, 'success'],
    [null, 'success'],
    ['AccessDenied', 'denied'],
    ['AccessDeniedException', 'denied'],
    ['Client.UnauthorizedOperation', 'denied'],
    ['ThrottlingException', 'failure'],
    ['InvalidAccessException', 'failure'],
  ])('for the code %s is %s', (errorCode, outcome) =>
    expect(outcomeOf(record({ errorCode })).outcome).toBe(outcome),
  );

  it('has code and message as its reason', () => {
    expect(
      outcomeOf(record({ errorCode: 'NoSuchTagSet', errorMessage: 'There is none' })).outcome_reason,
    ).toBe('NoSuchTagSet: There is none');
    expect(outcomeOf(record({ errorCode: 'BucketNotEmpty' })).outcome_reason).toBe('BucketNotEmpty');
  });

  it('is failure for a console sign-in whose response says so', () => {
    const signIn = {
      eventType: 'AwsConsoleSignIn',
      eventName: 'ConsoleLogin',
      errorMessage: 'Failed authentication',
    };
    expect(outcomeOf(record({ ...signIn, responseElements: { ConsoleLogin: 'Failure' } }))).toEqual({
      outcome: 'failure',
      outcome_reason: 'Failed authentication',
    });
  });
});

describe('the operation of a call', () => {
  it.each([
    [{ readOnly: true, eventName: 'AssumeRole' }, 'read'],
    [{ readOnly: false, eventName: 'CreateUser' }, 'create'],
    [{ readOnly: false, eventName: 'RunInstances' }, 'create'],
    [{ readOnly: false, eventName: 'PutBucketPolicy' }, 'update'],
    [{ readOnly: false, eventName: 'RemoveRoleFromInstanceProfile' }, 'update'],
    [{ readOnly: false, eventName: 'DeleteSecret' }, 'delete'],
    [{ readOnly: false, eventName: 'SharedSnapshotVolumeCreated' }, 'create'],
    [{ readOnly: false, eventName: 'EndSecretVersionDelete' }, 'delete'],
    [{ readOnly: false, eventName: 'StopLogging' }, 'execute'],
    [{ readOnly: false, eventName: 'GetFederationToken' }, 'execute'],
    [{ eventName: 'DescribeInstances' }, 'read'],
    [{ eventType: 'AwsConsoleSignIn', eventName: 'CheckMfa', readOnly: false }, 'authenticate'],
  ])('of %j is %s', (over, operation) => expect(operationOf(record(over))).toBe(operation));
});

describe('the sentence of a call', () => {
  const facts = { actor, service: 's3', resourceName: 'evidence' };
  it.each([
    [{}, 'success', 'benjamin called s3 GetObject on evidence'],
    [
      { errorCode: 'AccessDenied' },
      'denied',
      'benjamin was not allowed to call s3 GetObject on evidence: AccessDenied',
    ],
    [{ errorCode: 'NoSuchKey' }, 'failure', 'benjamin failed to call s3 GetObject on evidence: NoSuchKey'],
    [
      { eventType: 'AwsConsoleSignIn', eventName: 'ConsoleLogin' },
      'success',
      'benjamin signed in to the AWS console',
    ],
    [{ eventType: 'AwsServiceEvent' }, 'success', 'benjamin reported s3 GetObject on evidence'],
  ])('%j, %s: %s', (over, outcome, sentence) => {
    expect(summaryOf(record(over), { ...facts, outcome })).toBe(sentence);
  });
});
