import { inspectorPage, LOOPBACK, portOf, servePage } from '../../host/inspector-page.ts';
import { writeOutput } from '../../host/output.ts';
import { parseAddress, printAddress } from '../../inspector/address.ts';
import { VIEW_ADDRESSES } from '../../inspector/view-addresses.ts';
import { type Command, type Context, optionValue } from '../context.ts';
import { EXIT } from '../exit-code.ts';
import { whole } from '../readers.ts';

const VIEWS = VIEW_ADDRESSES.map(({ name }) => name);

const PORT = {
  name: 'port',
  kind: 'text',
  about: 'port of the server, 0 for any that is free',
  default: '6464',
  parse: whole(0, 65535),
  excludes: ['out'],
} as const;

export const inspect: Command = {
  name: 'inspect',
  takes: '',
  mostNames: 0,
  about:
    'a page that shows the circuits at work, served on this machine alone until Ctrl-C; with --out as a file',
  options: [
    PORT,
    { name: 'view', kind: 'text', about: 'view to begin with', choices: VIEWS, excludes: ['at'] },
    { name: 'at', kind: 'text', about: "address to begin with, as in '#/reduce?kind=dadda&w=8x8'" },
  ],
  // The page holds the catalogue alone, and is no data.
  without: ['load', 'format'],
  circuitOptions: 'none',
  async run(context) {
    const { options, log } = context;
    const start = startAddress(context);
    const page = inspectorPage();
    if (typeof options.out === 'string') {
      writeOutput(page, options.out);
      log.info(
        `${options.out} works by itself: open it in a browser${start === '' ? '' : `, with ${start} behind its name`}`,
      );
      return EXIT.holds;
    }
    const server = await servePage(page, optionValue(options, PORT));
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
};

/** The address that --at or --view give, from `#` on; nothing where neither does. Throws where it is no good. */
function startAddress({ options }: Context): string {
  const { at, view } = options;
  if (at === undefined) return view === undefined ? '' : `#/${view}`;
  const { address, problems } = parseAddress(String(at), VIEW_ADDRESSES);
  const [problem] = problems;
  if (problem !== undefined) throw problem.in('inspect: --at');
  return printAddress(address);
}
