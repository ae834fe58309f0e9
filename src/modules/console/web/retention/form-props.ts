import type {
  PolicyPreview,
  RetentionPolicyView,
  RetentionTerms,
} from '../../../retention/retention.contract';

/** What every part of the policy's form is given. */
export interface FormProps {
  readonly policy: RetentionPolicyView;
  readonly draft: RetentionTerms;
  readonly refusals: PolicyPreview['refusals'];
  readonly whyNot: string | undefined;
  readonly onChange: (draft: RetentionTerms) => void;
}
