// Copies the region list out of the pinned package into one folder, compressing the large files.
// Usage: node build.mjs OUTPUT_FOLDER (run by Regions.targets)
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const target = process.argv[2];
if (!target) {
  console.error('Usage: node build.mjs OUTPUT_FOLDER');
  process.exit(2);
}

const source = fileURLToPath(new URL('./node_modules/idn-area-data/', import.meta.url));
mkdirSync(target, { recursive: true });

for (const name of ['provinces', 'regencies']) {
  copyFileSync(join(source, 'data', `${name}.csv`), join(target, `${name}.csv`));
}

for (const name of ['districts', 'villages', 'islands']) {
  const bytes = gzipSync(readFileSync(join(source, 'data', `${name}.csv`)), { level: 9 });
  bytes[9] = 255; // the operating system field: unknown, so that the same input gives the same file everywhere
  writeFileSync(join(target, `${name}.csv.gz`), bytes);
}

copyFileSync(join(source, 'data', 'LICENSE.md'), join(target, 'LICENSE-ODbL.md'));
copyFileSync(join(source, 'LICENSE'), join(target, 'LICENSE-idn-area-data.txt'));
