import { SetMetadata, type CustomDecorator } from '@nestjs/common';

export const ANSWER_NOT_KEPT = 'daybook:answer-not-kept';

/**
 * For routes whose answer holds a secret that is shown once. A repeated request is still not carried out twice, but gets
 * 409 `idempotency.answer_not_kept` instead of the secret, which is stored nowhere.
 */
export const AnswerNotKept = (): CustomDecorator => SetMetadata(ANSWER_NOT_KEPT, true);
