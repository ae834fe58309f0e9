import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock';
import { currentPrincipal } from '../../../platform/context/request-context';
import { notFound } from '../../../platform/errors/daybook-error';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import type { Export, ExportPage } from '../exports.contract';
import { toWire, type ExportRow } from '../storage/export-row';

interface Position {
  readonly id: string;
  readonly ascending: boolean;
}

/** The exports of the organization that asks. Their ids are UUIDv7, so the order of ids is the order of time. */
@Injectable()
export class ExportList {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly settings: Pick<Settings, 'secret'>,
  ) {}

  async page(limit: number, cursor?: string): Promise<ExportPage> {
    const { organizationId } = currentPrincipal();
    const scope = `exports ${organizationId}`;
    const from = cursor === undefined ? null : decodeCursor<Position>(this.settings.secret, scope, cursor);
    const found = await this.#rows(organizationId, limit + 1, from);
    const rows = found.slice(0, limit);
    if (from?.ascending) rows.reverse();
    const more = found.length > limit;
    const cursorAt = (row: ExportRow | undefined, ascending: boolean, there: boolean): string | null =>
      row && there
        ? encodeCursor(this.settings.secret, scope, { id: row.id, ascending } satisfies Position)
        : null;
    return {
      data: rows.map((row) => toWire(row, this.clock.now())),
      next_cursor: cursorAt(rows.at(-1), false, from?.ascending ? true : more),
      prev_cursor: cursorAt(rows[0], true, from?.ascending ? more : from !== null),
    };
  }

  async one(id: string): Promise<Export> {
    return toWire(await this.row(id), this.clock.now());
  }

  /** @throws DaybookError `export.not_found`, the same whether it never was or belongs to somebody else (A1). */
  async row(id: string): Promise<ExportRow> {
    const { organizationId } = currentPrincipal();
    const [row] = await this.#query(
      organizationId,
      'SELECT * FROM exports WHERE organization_id = $1 AND id = $2',
      [id],
    );
    if (!row) throw notFound('export');
    return row;
  }

  #rows(organizationId: string, limit: number, from: Position | null): Promise<ExportRow[]> {
    const place = from === null ? '' : `AND id ${from.ascending ? '>' : '<'} $3`;
    const order = from?.ascending ? 'ASC' : 'DESC';
    return this.#query(
      organizationId,
      `SELECT * FROM exports WHERE organization_id = $1 ${place} ORDER BY id ${order} LIMIT $2`,
      from === null ? [limit] : [limit, from.id],
    );
  }

  #query(organizationId: string, sql: string, values: unknown[]): Promise<ExportRow[]> {
    return this.unitOfWork.run(organizationId, (manager) => manager.query(sql, [organizationId, ...values]));
  }
}
