import { inspectorPage, LOOPBACK, portOf, servePage } from '../../host/inspector-page.ts';
import { parseAddress, printAddress } from '../../inspector/address.ts';
import { VIEW_ADDRESSES } from '../../inspector/view-addresses.ts';
import { defineCommand } from '../context.ts';
import { EXIT } from '../exit-code.ts';
import { oneOf, readAny, whole } from '../readers.ts';

const VIEWS = VIEW_ADDRESSES.map(({ name }) => name);

export const inspect = defineCommand({
  name: 'inspect',
  takes: '',
  mostNames: 0,
  about:
    'a page that shows the circuits at work, served on this machine alone until Ctrl-C; with --out as a file',
  options: {
    port: {
      about: 'port of the server, 0 for any that is free',
      parse: whole(0, 65535),
      default: '6464',
      excludes: ['out'],
    },
    view: { about: 'view to begin with', parse: oneOf(VIEWS), excludes: ['at'] },
    at: { about: "address to begin with, as in '#/reduce?kind=dadda&w=8x8'", parse: readAny },
  },
  // The page holds the catalogue alone, and is no data.
  without: ['load', 'format'],
  circuitOptions: 'none',
  async run(context) {
    const { options, log, out } = context;
    const start = startAddress(options.at, options.view);
    const page = inspectorPage();
    if (out !== undefined) {
      context.write(page);
      log.info(
        `${out} works by itself: open it in a browser${start === '' ? '' : `, with ${start} behind its name`}`,
      );
      return EXIT.holds;
    }
    const server = await servePage(page, options.port);
    process.stdout.write(`http://${LOOPBACK}:${portOf(server)}/${start}\n`);
    log.info('this page and nothing else is served, to this machine alone; Ctrl-C ends it');
    await new Promise<void>((resolve) => {
      process.once('SIGINT', resolve);
      process.once('SIGTERM', resolve);
    });
    server.closeAllConnections();
    server.close();
    return EXIT.interrupted;
  },
});

/** The address that --at or --view give, from `#` on; nothing where neither does. Throws where it is no good. */
function startAddress(at: string | undefined, view: string | undefined): string {
  if (at === undefined) return view === undefined ? '' : `#/${view}`;
  const { address, problems } = parseAddress(at, VIEW_ADDRESSES);
  const [problem] = problems;
  if (problem !== undefined) throw problem.in('inspect: --at');
  return printAddress(address);
}
