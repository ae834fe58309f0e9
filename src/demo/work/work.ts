import type { Draft } from '../days/draft';
import type { Patient } from '../people/patients';
import type { Random } from '../people/random';
import type { Colleague } from '../people/staff';

/** In which somebody does a piece of work. */
export interface Scene {
  readonly person: Colleague;
  readonly random: Random;
  /** One of theirs, where they have patients of their own. */
  readonly patient: Patient;
  readonly colleagues: readonly Colleague[];
  /** `YYYY-MM-DD` */
  readonly day: string;
}

/** A piece of work, and how often it is done compared with the others of a job. What it leaves follows within minutes. */
export interface Work {
  readonly weight: number;
  readonly tell: (scene: Scene) => readonly Draft[];
}

/** One of them, the heavier the more often. */
export function workOf(works: readonly Work[], random: Random): Work {
  let left = random.below(works.reduce((sum, { weight }) => sum + weight, 0));
  return works.find(({ weight }) => (left -= weight) < 0) ?? (works[0] as Work);
}

export const number = (random: Random, prefix: string): string =>
  `${prefix}-${random.between(10_000, 99_999)}`;

/** A time of day at which appointments begin. */
export const slot = (random: Random): string =>
  `${String(random.between(8, 17)).padStart(2, '0')}:${random.pick(['00', '15', '30', '45'])}`;
