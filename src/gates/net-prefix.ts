import type { Netlist } from './netlist.ts';

/** What to write before the number of a net, so that no net is called as a port is: `n`, else `n_`, `n__` ... */
export function netPrefix(netlist: Netlist): string {
  const ports = [...Object.keys(netlist.inputs), ...Object.keys(netlist.outputs)];
  let prefix = 'n';
  while (ports.some((port) => port.startsWith(prefix) && /^\d+$/.test(port.slice(prefix.length))))
    prefix += '_';
  return prefix;
}
