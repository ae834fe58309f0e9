import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unavailable } from '../../../platform/errors/daybook-error';

export const VERIFIER_NAME = 'daybook-verify.mjs';

/** Where `npm run build` puts it: beside the compiled verifier. */
export const BUILT_VERIFIER = join(__dirname, '../../../verifier', VERIFIER_NAME);

/** The one file with which anybody checks exports, proofs and checkpoints, as it was built with this server. */
export class VerifierProgram {
  #text: Promise<string> | null = null;

  constructor(private readonly path: string) {}

  /** @throws DaybookError `verifier.not_built` */
  text(): Promise<string> {
    this.#text ??= readFile(this.path, 'utf8').catch((error: unknown) => {
      this.#text = null;
      throw unavailable(
        'verifier.not_built',
        'This server runs from source, without the file. Run npm run build.',
        error,
      );
    });
    return this.#text;
  }

  /** A line for `sha256sum -c`. */
  async sum(): Promise<string> {
    const sha256 = createHash('sha256')
      .update(await this.text())
      .digest('hex');
    return `${sha256}  ${VERIFIER_NAME}\n`;
  }
}
