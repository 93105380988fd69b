import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { precompressed } from './precompressed.ts';

/** `npm run build` leaves it where the server looks for it; `npm run dev --workspace admin` serves it beside a running server. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), precompressed()],
  build: {
    outDir: '../dist/admin',
    emptyOutDir: true,
    // Nothing inline: the page's Content-Security-Policy allows what comes from this origin, as files.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    reportCompressedSize: false,
  },
  server: {
    proxy: Object.fromEntries(
      ['/v1', '/docs', '/openapi.json', '/health'].map((path) => [path, 'http://127.0.0.1:3000']),
    ),
  },
});
