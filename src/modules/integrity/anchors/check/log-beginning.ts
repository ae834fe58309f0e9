import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../audit/audit.unit-of-work';
import { readTiles } from '../../integrity.tiles';
import { edgeOf, rootOf } from '../../tree/growth';
import { queryIn } from '../query-in';

/** A log's tree as it is now, and the root that its first so many leaves have; null when it has fewer, or tiles of it are missing. */
export interface Beginning {
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer | null;
}

/** Recomputes what an anchor states, from the tiles of the log. */
@Injectable()
export class LogBeginning {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Null when there is no such log. */
  of(organizationId: string, size: number): Promise<Beginning | null> {
    return this.unitOfWork.run(organizationId, async (manager) => {
      const query = queryIn(manager);
      const [tree] = await query('SELECT origin, size FROM trees WHERE organization_id = $1', [
        organizationId,
      ]);
      if (!tree) return null;
      const beginning = { origin: tree.origin as string, size: Number(tree.size) };
      if (size > beginning.size) return { ...beginning, root: null };
      const tiles = await readTiles(query, organizationId, edgeOf(size));
      return { ...beginning, root: rootIfThere(size, tiles) };
    });
  }
}

function rootIfThere(...[size, tiles]: Parameters<typeof rootOf>): Buffer | null {
  try {
    return rootOf(size, tiles);
  } catch {
    return null;
  }
}
