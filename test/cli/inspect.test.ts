import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type RequestOptions, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inspectorPage, LOOPBACK, portOf, servePage } from '../../src/host/inspector-page.ts';
import { adderscope } from '../support/command-line.ts';

const page = inspectorPage();

describe('the server', () => {
  let server: Awaited<ReturnType<typeof servePage>>;
  beforeAll(async () => {
    server = await servePage(page, 0);
  });
  afterAll(() => server.close());

  const ask = (options: RequestOptions) =>
    new Promise<{ status: number | undefined; body: string; type: string | undefined }>((resolve, reject) => {
      const asked = request(
        { host: LOOPBACK, port: portOf(server), agent: false, ...options },
        (response) => {
          let body = '';
          response.setEncoding('utf8');
          response.on('data', (part) => {
            body += part;
          });
          response.on('end', () =>
            resolve({ status: response.statusCode, body, type: response.headers['content-type'] }),
          );
        },
      );
      asked.on('error', reject);
      asked.end();
    });
  const here = () => `${LOOPBACK}:${portOf(server)}`;

  test('listens on loopback alone and serves the page', async () => {
    expect(server.address()).toMatchObject({ address: '127.0.0.1' });
    expect(await ask({ path: '/' })).toEqual({
      status: 200,
      body: page.toString('utf8'),
      type: 'text/html; charset=utf-8',
    });
    expect(await ask({ path: '/', method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
    expect(await ask({ path: '/', headers: { host: `localhost:${portOf(server)}` } })).toMatchObject({
      status: 200,
    });
  });

  test.each(['/etc/passwd', '/../../etc/passwd', '/%2e%2e/', '/page.html', '/?x=1', '//'])(
    'refuses %s',
    async (path) => {
      expect(await ask({ path })).toEqual({
        status: 404,
        body: `inspect: path must be /, which is all there is, got '${path}'\n`,
        type: 'text/plain; charset=utf-8',
      });
    },
  );

  test.each(['evil.example', 'evil.example:80', '127.0.0.1', '127.0.0.1:1'])(
    'refuses the host %s',
    async (host) => {
      expect(await ask({ path: '/', headers: { host } })).toMatchObject({
        status: 421,
        body: `inspect: host must be ${here()} or localhost:${portOf(server)}, got '${host}'\n`,
      });
    },
  );

  test('refuses other methods, and other pages', async () => {
    expect(await ask({ path: '/', method: 'POST' })).toMatchObject({
      status: 405,
      body: "inspect: method must be GET or HEAD, got 'POST'\n",
    });
    expect(await ask({ path: '/', headers: { origin: 'http://evil.example' } })).toMatchObject({
      status: 403,
      body: "inspect: origin must be this page, got 'http://evil.example'\n",
    });
    expect(await ask({ path: '/', headers: { origin: `http://${here()}` } })).toMatchObject({ status: 200 });
  });

  test('says so when the port is taken', async () => {
    await expect(servePage(page, portOf(server))).rejects.toThrow(
      `inspect: --port must be a port that is free, got ${portOf(server)}`,
    );
  });
});

test('--out writes the same page', () => {
  const folder = mkdtempSync(join(tmpdir(), 'adderscope-'));
  try {
    const path = join(folder, 'deep/page.html');
    expect(adderscope('inspect', '--out', path, '--quiet')).toMatchObject({
      code: 0,
      stdout: '',
      stderr: '',
    });
    expect(readFileSync(path)).toEqual(page);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.each([
  [['--port', '65536'], "inspect: --port must be a whole number from 0 to 65535, got '65536'"],
  [
    ['--at', '#/reduce?w=99x1'],
    "inspect: --at: address: w must be two widths from 1 to 64, as in 8x8, got '99x1'",
  ],
  [['dadda'], "inspect: name must be left out, got 'dadda'"],
])('%j is refused', (args, text) => {
  const { code, stderr } = adderscope('inspect', ...args);
  expect([code, stderr.trim()]).toEqual([2, `ERROR: ${text}`]);
});
