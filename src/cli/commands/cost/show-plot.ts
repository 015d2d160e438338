import { type Plot, plotSvg } from '../../../drawing/plot.ts';
import type { Document } from '../../../tables/document.ts';
import type { BaseContext } from '../../context.ts';

/** Shows figures as their plot or as tables. */
export async function showPlot(
  context: BaseContext,
  isSvg: boolean,
  plot: Plot,
  document: Document,
): Promise<void> {
  if (isSvg) context.write(plotSvg(plot, true));
  else await context.print(document);
}
