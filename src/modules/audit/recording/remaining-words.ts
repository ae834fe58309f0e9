import { wordsOf, type Worded } from './projections';

/** `search_text` as it follows from the parts that are left of an event, as they are stored; null when neither has words. */
export function remainingWords(actorPart: string | null, targetPart: string | null): string | null {
  const { actor = null } = (actorPart === null ? {} : JSON.parse(actorPart)) as Partial<Worded>;
  const target = (targetPart === null ? {} : JSON.parse(targetPart)) as Partial<Worded>;
  const { summary = null, resource = null, subject = null, related = [] } = target;
  return wordsOf({ actor, summary, resource, subject, related });
}
