import type { Problem } from '../api/problem';
import type { Draft } from './settings-changes';

/** What the sections of the settings share. */
export interface SettingsForm {
  readonly draft: Draft;
  readonly change: (patch: Partial<Draft>) => void;
  readonly problem: Problem | null;
  /** Why nothing can be changed; undefined when it can. */
  readonly whyNot: string | undefined;
}
