import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CheckpointMails } from './anchors/mails/checkpoint-mails';
import { OUTSIDES } from './anchors/outsides';
import type { Outside } from './anchors/places/outside';

export interface AnchorReport {
  /** Logs without an anchor for too long, and logs that a place contradicts. */
  readonly overdue: number;
  readonly contradicted: number;
  /** For `/readyz`: in words, with what to do. */
  readonly warnings: readonly string[];
}

/** Whether checkpoints leave this installation, over all logs. */
@Injectable()
export class AnchorState {
  constructor(
    @Inject(OUTSIDES) private readonly outsides: readonly Outside[],
    private readonly mails: CheckpointMails,
    private readonly dataSource: DataSource,
  ) {}

  async report(): Promise<AnchorReport> {
    const [row] = (await this.dataSource.query('SELECT * FROM count_anchors()')) as [CountRow];
    const [overdue, contradicted] = [Number(row.overdue), Number(row.conflicting)];
    return { overdue, contradicted, warnings: this.#warnings(overdue, contradicted) };
  }

  #warnings(overdue: number, contradicted: number): string[] {
    const configured = this.outsides.length > 0 || this.mails.leave;
    return [
      ...(configured ? [] : [NONE]),
      ...(overdue > 0
        ? [`${overdue} logs have had no outside anchor for too long: /v1/anchors of each says why`]
        : []),
      ...(contradicted > 0
        ? [`an outside anchor contradicts ${contradicted} logs: change nothing, and see /v1/anchors of each`]
        : []),
    ];
  }
}

interface CountRow {
  readonly overdue: string;
  readonly conflicting: string;
}

const NONE =
  'no log has an outside anchor, so who has this host could rewrite them unseen: set ANCHOR_URL, WITNESS_URL or SMTP_URL';
