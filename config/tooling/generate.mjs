import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './build.mjs';
import { moduleGraph } from './module-graph.mjs';
import { queryParser } from './query-parser.mjs';
import { at, say } from './paths.mjs';
import { capture } from './run.mjs';

/** Each committed file that a program writes, and how: the text, or an Error. */
const generators = {
  'docs/module-graph.md': moduleGraph,
  'src/modules/audit/query-language/parser.generated.ts': queryParser,
  'docs/openapi.json': () => printedBy('openapi'),
  'config/env.example': () => printedBy('env-example'),
};

/** Writes them, or with `check` only compares; gives the names of those that differ from what is committed. */
export async function generate({ check }) {
  await ensureBuilt();
  const different = [];
  for (const [path, make] of Object.entries(generators)) {
    const text = await make();
    if (text === textOf(path)) continue;
    different.push(path);
    if (!check) write(path, text);
  }
  return different;
}

async function printedBy(command) {
  const { code, stdout, output } = await capture(process.execPath, [at('dist/src/cli/daybook.js'), command]);
  if (code !== 0) throw new Error(`daybook ${command} failed:\n${output}`);
  return stdout;
}

function textOf(path) {
  try {
    return readFileSync(at(path), 'utf8');
  } catch {
    return null;
  }
}

function write(path, text) {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), text);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const check = process.argv.includes('--check');
  const different = await generate({ check });
  for (const path of different) say(check ? `${path} is out of date: run npm run generate` : `wrote ${path}`);
  if (check && different.length > 0) process.exitCode = 1;
}
