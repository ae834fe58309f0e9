import { Inject, Injectable } from '@nestjs/common';
import type { WitnessKey } from '../../../config/witness-key';
import { Signing } from '../../platform/crypto/signing';
import { CONFIG } from '../../platform/platform.tokens';
import type { Settings } from '../../platform/settings';
import { notesIn, type FoundNote } from './anchors/check/find-notes';
import { LogBeginning } from './anchors/check/log-beginning';
import {
  logVerdicts,
  signatureVerdicts,
  splitVerdicts,
  witnessVerdicts,
  type LogKey,
  type Verdict,
} from './anchors/check/verdicts';

export interface AnchorText {
  /** The name of a file, or of what else it came from. */
  readonly name: string;
  readonly text: string;
}

export interface AnchorTrust {
  /** Keys of the log that the asker brought along; empty: the installation's own are taken. */
  readonly keys: readonly WitnessKey[];
  /** Witnesses that must have signed; those that are configured are looked for as well. */
  readonly witnesses: readonly WitnessKey[];
}

export interface CheckedAnchor {
  /** `<name>: <origin>, <size> events`. */
  readonly title: string;
  readonly verdicts: readonly Verdict[];
}

const LOG = /\/logs\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\/\d+)?$/;

/** Holds checkpoints that come back from outside against the log of today, and against each other (A21–A23). */
@Injectable()
export class AnchorCheck {
  constructor(
    private readonly signing: Signing,
    private readonly beginnings: LogBeginning,
    @Inject(CONFIG) private readonly settings: Pick<Settings, 'anchors'>,
  ) {}

  /** Each checkpoint in the texts, and at last what they say of each other. All is well if no verdict is `ok: false`. */
  async check(texts: readonly AnchorText[], trust: AnchorTrust): Promise<CheckedAnchor[]> {
    const found = texts.map(({ name, text }) => ({ name, notes: notesIn(text) }));
    const checked: CheckedAnchor[] = [];
    for (const { name, notes } of found) {
      if (notes.length === 0) checked.push({ title: name, verdicts: [NOTHING] });
      for (const note of notes)
        checked.push({ title: titleOf(name, note), verdicts: await this.#one(note, trust) });
    }
    const all = found.flatMap(({ notes }) => notes);
    const split = splitVerdicts(all, this.#keys(trust));
    return split.length === 0 ? checked : [...checked, { title: 'Held against each other', verdicts: split }];
  }

  async #one(found: FoundNote, trust: AnchorTrust): Promise<Verdict[]> {
    const organizationId = LOG.exec(found.checkpoint.origin)?.[1];
    const { size } = found.checkpoint;
    const log = organizationId === undefined ? null : await this.beginnings.of(organizationId, size);
    const configured = this.settings.anchors.witnesses.map(({ key }) => key);
    return [
      ...signatureVerdicts(found, this.#keys(trust)),
      ...witnessVerdicts(found, trust.witnesses, configured),
      ...logVerdicts(found, log),
    ];
  }

  #keys({ keys }: AnchorTrust): LogKey[] {
    if (keys.length > 0) return keys.map(({ publicKey }) => ({ publicKey, called: 'the key that you gave' }));
    return this.signing.generations.map(({ generation, key: { publicKey } }) => ({
      publicKey,
      called: `generation ${generation} of this installation's key`,
    }));
  }
}

const titleOf = (name: string, { checkpoint: { origin, size } }: FoundNote): string =>
  `${name}: ${origin}, ${size.toLocaleString('en-US')} events`;

const NOTHING: Verdict = {
  ok: false,
  says: 'There is no checkpoint in it. Give a note, a mail as it was saved, or the manifest of an export (unzip -p FILE manifest.json).',
};
