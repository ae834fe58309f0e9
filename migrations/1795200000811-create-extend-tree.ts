import type { MigrationInterface, QueryRunner } from 'typeorm';
import { giveToApplication, run } from './support';

const OWN = [
  'extend_tree(integer, bigint, text, bigint, bytea, timestamptz, text, smallint[], bigint[], integer[], bytea)',
  'refuse_log(text, text, timestamptz)',
  'open_epoch(integer, text, boolean, bytea)',
];
const READ = 'log_to_seal(integer, bigint)';

/** How a tree grows: what is read for it, and the only ways to write to it. */
export class CreateExtendTree1795200000811 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      'ALTER TABLE trees ADD COLUMN refusal text, ADD COLUMN refused_at timestamptz(3)',
      // Hashes do not compress.
      'ALTER TABLE tree_tiles ALTER COLUMN hashes SET STORAGE EXTERNAL',
      READ_LOG,
      EXTEND,
      REFUSE,
      OPEN_EPOCH,
    );
    for (const signature of [READ, ...OWN]) await giveToApplication(runner, signature);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      ...[...OWN, READ].map((signature) => `DROP FUNCTION ${signature}`),
      'ALTER TABLE tree_tiles ALTER COLUMN hashes SET STORAGE EXTENDED',
      'ALTER TABLE trees DROP COLUMN refusal, DROP COLUMN refused_at',
    );
  }
}

/**
 * The tree of the entered organization, the tiles at its right edge, and the leaves of the next sequences: at most `p_limit`, and not
 * across `p_until` if that lies ahead. Where events were purged before they were sealed, the purge kept their leaves. `missing`: the first
 * sequence of those wanted that is in neither (or twice); `leaves` is null then. Stable, so all of it is of one moment.
 */
const READ_LOG = `CREATE FUNCTION log_to_seal(p_limit integer, p_until bigint,
  OUT origin text, OUT epoch integer, OUT size bigint, OUT root bytea, OUT sealed_at timestamptz, OUT refused boolean, OUT last_sequence bigint, OUT leaves bytea, OUT missing bigint,
  OUT tile_levels smallint[], OUT tile_indexes bigint[], OUT tile_hashes bytea[])
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  v_organization uuid := current_organization_id();
  v_homes date[];
  v_from bigint;
  v_to bigint;
  v_count bigint;
BEGIN
  SELECT t.origin, t.epoch, t.size, t.root, t.sealed_at, t.refusal IS NOT NULL INTO origin, epoch, size, root, sealed_at, refused FROM trees t WHERE t.organization_id = v_organization;
  SELECT h.last_sequence INTO last_sequence FROM log_heads h WHERE h.organization_id = v_organization;
  v_from := coalesce(size, 0);
  v_to := least(coalesce(last_sequence, 0), v_from + p_limit);
  IF p_until > v_from THEN
    v_to := least(v_to, p_until);
  END IF;
  SELECT array_agg(t.level ORDER BY t.level), array_agg(t.index ORDER BY t.level), array_agg(t.hashes ORDER BY t.level)
    INTO tile_levels, tile_indexes, tile_hashes
    FROM generate_series(0, 6) AS g (level)
    JOIN tree_tiles t ON t.organization_id = v_organization AND t.level = g.level AND t.index = v_from >> (8 * (g.level + 1));
  IF v_to <= v_from THEN
    RETURN;
  END IF;

  v_homes := ARRAY(SELECT h.expires_on FROM event_homes h WHERE h.organization_id = v_organization);
  SELECT count(DISTINCT e.sequence), string_agg(e.leaf_hash, ''::bytea ORDER BY e.sequence) INTO v_count, leaves
    FROM events e
   WHERE e.organization_id = v_organization AND e.expires_on = ANY (v_homes) AND e.sequence > v_from AND e.sequence <= v_to;
  IF v_count = v_to - v_from AND length(leaves) = 32 * v_count THEN
    RETURN;
  END IF;

  WITH leaf AS MATERIALIZED (
    SELECT DISTINCT ON (a.sequence) a.sequence, a.hash
      FROM (SELECT e.sequence, e.leaf_hash AS hash, 0 AS rank FROM events e
             WHERE e.organization_id = v_organization AND e.expires_on = ANY (v_homes) AND e.sequence > v_from AND e.sequence <= v_to
             UNION ALL
            SELECT s.sequence, substring(p.hashes FROM (s.sequence - p.first_sequence)::integer * 32 + 1 FOR 32), 1
              FROM purged_leaves p
             CROSS JOIN LATERAL generate_series(greatest(p.first_sequence, v_from + 1), least(p.last_sequence, v_to)) AS s (sequence)
             WHERE p.organization_id = v_organization AND p.last_sequence > v_from AND p.first_sequence <= v_to) a
     ORDER BY a.sequence, a.rank
  )
  SELECT (SELECT string_agg(l.hash, ''::bytea ORDER BY l.sequence) FROM leaf l),
         (SELECT min(g.sequence) FROM generate_series(v_from + 1, v_to) AS g (sequence)
           WHERE NOT EXISTS (SELECT FROM leaf l WHERE l.sequence = g.sequence AND length(l.hash) = 32))
    INTO leaves, missing;
  IF missing IS NOT NULL THEN
    leaves := NULL;
  END IF;
END
$$`;

/**
 * Lets the tree of the entered organization grow from `p_from` to `p_size`, if that is where it is: false when somebody else was first, or
 * the organization is leaving. `p_hashes` are the tiles that are new or wider, one behind the other, each so many bytes long; one that does
 * not begin with what it was is refused. Without a note it grows unsigned (a restored log on its way to what was signed).
 */
const EXTEND = `CREATE FUNCTION extend_tree(p_epoch integer, p_from bigint, p_origin text, p_size bigint, p_root bytea, p_at timestamptz, p_note text,
  p_levels smallint[], p_indexes bigint[], p_lengths integer[], p_hashes bytea)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v_organization uuid := current_organization_id();
  v_tree trees;
  v_written integer;
BEGIN
  IF EXISTS (SELECT FROM organization_deletions d WHERE d.organization_id = v_organization AND d.state = 'running') THEN
    RETURN false;
  END IF;
  SELECT * INTO v_tree FROM trees t WHERE t.organization_id = v_organization FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO trees (organization_id, origin, epoch, size, root, sealed_at)
    VALUES (v_organization, p_origin, 1, 0, sha256(''), 'epoch') ON CONFLICT DO NOTHING RETURNING * INTO v_tree;
  END IF;
  IF v_tree.size IS DISTINCT FROM p_from OR v_tree.epoch <> p_epoch OR v_tree.origin <> p_origin THEN
    RETURN false;
  END IF;
  IF p_size < p_from OR p_size > coalesce((SELECT h.last_sequence FROM log_heads h WHERE h.organization_id = v_organization), 0) THEN
    RAISE EXCEPTION 'a tree of % leaves cannot become one of %', p_from, p_size;
  END IF;

  INSERT INTO tree_tiles AS t (organization_id, level, index, hashes)
  SELECT v_organization, n.level, n.index, substring(p_hashes FROM (n.until - n.length + 1)::integer FOR n.length)
    FROM (SELECT u.*, sum(u.length) OVER (ORDER BY u.n) AS until
            FROM unnest(p_levels, p_indexes, p_lengths) WITH ORDINALITY AS u (level, index, length, n)) n
  ON CONFLICT (organization_id, level, index) DO UPDATE SET hashes = excluded.hashes
    WHERE substring(excluded.hashes FROM 1 FOR length(t.hashes)) = t.hashes;
  GET DIAGNOSTICS v_written = ROW_COUNT;
  IF v_written <> cardinality(p_levels) THEN
    RAISE EXCEPTION 'a tile of the log does not begin with what it was';
  END IF;

  UPDATE trees t SET size = p_size, root = p_root, refusal = NULL, refused_at = NULL,
                     sealed_at = CASE WHEN p_note IS NULL THEN t.sealed_at ELSE p_at END
   WHERE t.organization_id = v_organization;
  IF p_note IS NOT NULL THEN
    INSERT INTO checkpoints (organization_id, size, signed_at, epoch, root, note) VALUES (v_organization, p_size, p_at, p_epoch, p_root, p_note)
    ON CONFLICT (organization_id, epoch, size, signed_at) DO UPDATE SET root = excluded.root, note = excluded.note;
  END IF;
  RETURN true;
END
$$`;

/** Remembers why the log of the entered organization is not sealed, for whoever asks; a log that never was gets a tree without leaves. */
const REFUSE = `CREATE FUNCTION refuse_log(p_origin text, p_refusal text, p_at timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO trees AS t (organization_id, origin, epoch, size, root, sealed_at, refusal, refused_at)
  SELECT current_organization_id(), p_origin, 1, 0, sha256(''), 'epoch', p_refusal, p_at
   WHERE NOT EXISTS (SELECT FROM organization_deletions d WHERE d.organization_id = current_organization_id() AND d.state = 'running')
  ON CONFLICT (organization_id) DO UPDATE SET refusal = excluded.refusal, refused_at = excluded.refused_at
$$`;

/**
 * Goes on under another name, after an operator said so (F23). With `p_anew` from the first leaf: the tiles were not what they should be.
 * Only forwards; false otherwise.
 */
const OPEN_EPOCH = `CREATE FUNCTION open_epoch(p_epoch integer, p_origin text, p_anew boolean, p_empty_root bytea) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE trees t SET epoch = p_epoch, origin = p_origin, sealed_at = 'epoch', refusal = NULL, refused_at = NULL,
                     size = CASE WHEN p_anew THEN 0 ELSE t.size END, root = CASE WHEN p_anew THEN p_empty_root ELSE t.root END
   WHERE t.organization_id = current_organization_id() AND t.epoch < p_epoch;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  IF p_anew THEN
    DELETE FROM tree_tiles t WHERE t.organization_id = current_organization_id();
  END IF;
  RETURN true;
END
$$`;
