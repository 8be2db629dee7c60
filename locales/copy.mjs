// Puts the wording beside the compiled program: it is read as files there.
import { cpSync } from 'node:fs';

cpSync('locales', 'dist/locales', { recursive: true, filter: (file) => !/\.(ts|mjs)$/.test(file) });
