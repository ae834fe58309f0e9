/** An RFC 9457 problem document of the API; `status` 0 and `network.failed` when no answer came at all. */
export interface Problem {
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly request_id?: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
  /** Of `step_up.required` and `factor.required`. */
  readonly methods?: readonly Method[];
  /** Of faults in a query, in UTF-16 units. */
  readonly offset?: number;
  readonly retryAfterSeconds?: number;
}

export type Method = 'totp' | 'passkey' | 'recovery_code' | 'password';

export class ApiError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
  }
}

/** Whatever was thrown, as a problem that can be shown. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof ApiError) return thrown.problem;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return { title: 'Something went wrong in the browser', status: 0, detail, code: 'console.failed' };
}

/** What is said of one field of a form: of its JSON pointer, or its name. */
export const faultOf = (problem: Problem | null, field: string): string | undefined =>
  problem?.errors?.find(({ pointer }) => pointer === `/${field}` || pointer === field)?.detail;
