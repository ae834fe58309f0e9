import type { Finding } from '../ui/verifier';
import type { Proven } from './prove';

const STEPS = ['shown', 'leaf', 'root', 'signature'] as const;
type StepName = (typeof STEPS)[number];
type Standing = 'ok' | 'note' | 'bad' | 'unreached';

export interface StepView {
  readonly name: StepName;
  readonly standing: Standing;
  readonly findings: readonly Finding[];
}

/** The verifier's findings in the order in which one thing rests upon another. */
export function stepsOf({ checked, differing }: Pick<Proven, 'checked' | 'differing'>): StepView[] {
  const shown: Standing = differing.length > 0 ? 'bad' : 'ok';
  return STEPS.map((name) => {
    const findings = checked.findings.filter(({ step }) => step === name);
    return { name, standing: name === 'shown' ? shown : standingOf(findings), findings };
  });
}

function standingOf(findings: readonly Finding[]): Standing {
  if (findings.some(({ ok }) => !ok)) return 'bad';
  if (findings.length === 0) return 'unreached';
  return findings.some(({ note }) => note) ? 'note' : 'ok';
}

/** What is wrong and belongs to no step: a proof that cannot be read. */
export const elsewhere = ({ checked }: Pick<Proven, 'checked'>): Finding[] =>
  checked.findings.filter(({ ok, step }) => !ok && step === undefined);

/** The three lines of a checkpoint (C2SP tlog-checkpoint), as they stand. */
export function linesOf(note: string): { origin: string; size: string; root: string } {
  const [origin = '', size = '', root = ''] = note.split('\n');
  return { origin, size, root };
}
