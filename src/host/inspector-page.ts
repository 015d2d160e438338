import { existsSync, readFileSync } from 'node:fs';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { mustBe } from '../gates/must-be.ts';

/** The page lies beside the built command; a run from the sources takes that one too. */
const PLACES = ['../inspector/page.html', '../../dist/inspector/page.html'];

/** The inspector's page, whole in one file; throws where it has not been built. */
export function inspectorPage(): Buffer {
  const path = PLACES.map((place) => fileURLToPath(new URL(place, import.meta.url))).find((one) =>
    existsSync(one),
  );
  if (path === undefined) throw new Error('inspect: the page must be built first, by npm run build');
  return readFileSync(path);
}

/** Only this machine. A page that was opened here can reach the port too, so hosts are checked besides. */
export const LOOPBACK = '127.0.0.1';

/**
 * Serves the page at `/` on loopback and nothing else. Refuses, with a sentence: another path (404), another method
 * (405), and a request under the name of another host (421), as a page of that host would make it. Resolves when it listens.
 */
export async function servePage(page: Buffer, port: number): Promise<Server> {
  // Loaded here: every command starts through this file, and one of them serves.
  const { createServer } = await import('node:http');
  const server = createServer((request, response) => answer(page, server, request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE' || error.code === 'EACCES'
          ? mustBe('inspect', '--port', 'a port that is free', port)
          : error,
      );
    });
    server.listen(port, LOOPBACK, resolve);
  });
  return server;
}

/** The port that a server listens on. */
export function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error('inspect: the server must be listening');
  return address.port;
}

function answer(page: Buffer, server: Server, request: IncomingMessage, response: ServerResponse): void {
  const refused = refusal(request, portOf(server));
  if (refused === undefined) {
    const head = { 'content-type': 'text/html; charset=utf-8', 'content-length': page.length };
    response.writeHead(200, { ...head, ...GUARDS });
    response.end(request.method === 'HEAD' ? undefined : page);
  } else {
    response.writeHead(refused.status, { 'content-type': 'text/plain; charset=utf-8', ...GUARDS });
    response.end(`${refused.error.message}\n`);
  }
}

function refusal({ headers, method, url }: IncomingMessage, port: number) {
  const hosts = [`${LOOPBACK}:${port}`, `localhost:${port}`];
  const refuse = (status: number, what: string, rule: string, got = 'nothing') => ({
    status,
    error: mustBe('inspect', what, rule, got),
  });
  const { host, origin } = headers;
  if (host === undefined || !hosts.includes(host)) return refuse(421, 'host', hosts.join(' or '), host);
  if (origin !== undefined && !hosts.some((one) => origin === `http://${one}`))
    return refuse(403, 'origin', 'this page', origin);
  if (method !== 'GET' && method !== 'HEAD') return refuse(405, 'method', 'GET or HEAD', method);
  if (url !== '/') return refuse(404, 'path', '/, which is all there is', url);
  return undefined;
}

const GUARDS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
};
