import { DatabasePool } from '../../src/platform/database/pools';

/** What `auto_explain` tells of one node of a plan that was run. */
export interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: readonly PlanNode[];
}

export interface ExplainedPool {
  readonly pool: DatabasePool;
  /** Every node of every statement that was run meanwhile, those inside functions too. */
  during(work: () => Promise<unknown>): Promise<PlanNode[]>;
}

const SETTINGS = {
  session_preload_libraries: 'auto_explain',
  'auto_explain.log_min_duration': '0',
  'auto_explain.log_nested_statements': 'on',
  'auto_explain.log_analyze': 'on',
  'auto_explain.log_timing': 'off',
  'auto_explain.log_format': 'json',
  client_min_messages: 'log',
  role: 'daybook_app',
};

/** Connections as the application's role that hear how each statement was carried out. `url` is a superuser's. */
export function openExplainedPool(url: string): ExplainedPool {
  const options = Object.entries(SETTINGS)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ');
  const pool = new DatabasePool(url, 'explained', 1, { pipeline: true, options });
  let nodes: PlanNode[] = [];
  pool.pool.on('connect', (client) =>
    client.on('notice', ({ message }) => {
      const plan = /plan:\n(\{[^]*\})\s*$/.exec(message ?? '')?.[1];
      if (plan) nodes.push(...flatten((JSON.parse(plan) as { Plan: PlanNode }).Plan));
    }),
  );
  const during = async (work: () => Promise<unknown>): Promise<PlanNode[]> => {
    nodes = [];
    await work();
    return nodes;
  };
  return { pool, during };
}

const flatten = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(flatten)];

/** Rows of the log that a plan looked at, whether it kept them or not. */
export const rowsRead = (nodes: readonly PlanNode[]): number =>
  scansOf(nodes).reduce(
    (sum, node) =>
      sum +
      node['Actual Loops'] *
        (node['Actual Rows'] +
          (node['Rows Removed by Filter'] ?? 0) +
          (node['Rows Removed by Index Recheck'] ?? 0)),
    0,
  );

/** The most rows that a plan sorted at once: what a sort is given, however few of them it passes on. */
export const rowsSorted = (nodes: readonly PlanNode[]): number =>
  Math.max(
    0,
    ...nodes
      .filter((node) => node['Node Type'].endsWith('Sort'))
      .flatMap((node) => (node.Plans ?? []).map((input) => input['Actual Rows'] * input['Actual Loops'])),
  );

/** The scans of the log's partitions that were really begun. */
export const scansOf = (nodes: readonly PlanNode[]): PlanNode[] =>
  nodes.filter(
    (node) => /^events_[0-9]/.test(node['Relation Name'] ?? '') && (node['Actual Loops'] ?? 0) > 0,
  );
