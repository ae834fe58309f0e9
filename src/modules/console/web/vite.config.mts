import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** One page; its assets are named by their content, and nothing is inlined, for the policy allows no inline script. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/',
  publicDir: false,
  html: { cspNonce: '__DAYBOOK_NONCE__' },
  oxc: { jsx: { runtime: 'automatic' } },
  build: {
    outDir: fileURLToPath(new URL('../../../../dist/console', import.meta.url)),
    emptyOutDir: true,
    manifest: 'manifest.json',
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    /** "use client" means nothing here. */
    rolldownOptions: {
      output: {
        /** The first screen is two files, not forty: one of packages, which changes with them alone, and one of ours. */
        codeSplitting: {
          groups: [
            { name: 'packages', tags: ['$initial'], test: /node_modules/ },
            { name: 'console', tags: ['$initial'] },
          ],
        },
      },
      onLog: (level, log, handle) => {
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handle(level, log);
      },
    },
    chunkSizeWarningLimit: 2_000,
  },
});
