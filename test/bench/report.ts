import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Figure } from './figure';
import type { Options } from './options';

const COLUMNS = ['figure', 'limit', 'ours', 'ratio', 'target', 'met', ''];

/** The figures as a Markdown table, which a terminal shows as well. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.name,
    figure.limit === null ? '–' : amount(figure.limit, figure.unit),
    amount(figure.ours, figure.unit),
    figure.ratio === null ? '–' : figure.ratio.toFixed(2),
    figure.target,
    figure.met ? 'yes' : '**no**',
    figure.note ?? '',
  ]);
  const widths = COLUMNS.map((title, at) =>
    Math.max(title.length, ...rows.map((row) => (row[at] as string).length)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] as number)).join(' | ')} |`;
  return [line(COLUMNS), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

/** Writes `.bench/<time>.json` and answers its path. */
export function save(root: string, options: Options, figures: readonly Figure[], seconds: number): string {
  const directory = join(root, '.bench');
  mkdirSync(directory, { recursive: true });
  const at = new Date().toISOString();
  const path = join(directory, `${at.replaceAll(':', '-').slice(0, 19)}.json`);
  const machine = {
    node: process.version,
    cores: cpus().length,
    memoryMb: Math.round(totalmem() / 1e6),
    load: loadavg(),
  };
  const content = {
    at,
    seconds: Math.round(seconds),
    events: options.events,
    parts: [...options.parts],
    machine,
    figures,
  };
  writeFileSync(path, `${JSON.stringify(content, null, 2)}\n`);
  return path;
}

function amount(value: number, unit: Figure['unit']): string {
  const digits = value < 10 ? 2 : value < 100 ? 1 : 0;
  const number =
    value >= 1_000 ? Math.round(value).toLocaleString('en').replaceAll(',', ' ') : value.toFixed(digits);
  return `${number} ${unit}`;
}
