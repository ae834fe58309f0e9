import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const root = resolve(__dirname, '../..');

export interface SourceFile {
  /** From the project's root, with slashes. */
  readonly path: string;
  readonly text: string;
}

/** All code that is ours and committed, tests and tools included; what a program wrote is not. */
export function sourceFiles(): SourceFile[] {
  return ['src', 'config', 'migrations', 'test']
    .flatMap((folder) => filesBelow(folder))
    .filter((path) => /(?<!\.generated)\.(ts|tsx|mts|mjs|cjs)$/.test(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

export function isSpec({ path }: SourceFile): boolean {
  return /spec\.tsx?$/.test(path);
}

function filesBelow(folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/[\\/](node_modules|dist)([\\/]|$)/.test(entry.parentPath))
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    );
}
