import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { findChromium } from '../support/find-chromium.ts';

const here = fileURLToPath(import.meta.url);

test('a browser is found by CHROMIUM, else on the PATH; one that was named is not passed over', () => {
  const folder = mkdtempSync(join(tmpdir(), 'adderscope-'));
  try {
    const path = join(folder, 'google-chrome');
    writeFileSync(path, '');
    const PATH = ['/nowhere', folder].join(delimiter);
    expect(findChromium({ PATH })).toBe(path);
    expect(findChromium({ PATH, CHROMIUM: here })).toBe(here);
    expect(findChromium({ PATH, CHROMIUM: join(folder, 'missing') })).toBeUndefined();
  } finally {
    rmSync(folder, { recursive: true });
  }
});
