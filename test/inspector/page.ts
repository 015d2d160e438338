import type { Page } from 'playwright';

/** The address of the page from `#` on, as a person reads it. */
export function hashOf(page: Page): Promise<string> {
  return page.evaluate(() => decodeURIComponent(location.hash));
}

/** The cell of the grid that has the keyboard. */
export function currentCell(page: Page) {
  return page.getByRole('gridcell', { selected: true });
}

/**
 * The colour of a canvas, as `#rrggbb`, at a place inside the current cell of the grid that lies over it: `across` and
 * `down` are parts of the cell's width and height.
 */
export async function colourInCell(page: Page, across: number, down: number): Promise<string> {
  const box = await currentCell(page).boundingBox();
  if (box === null) throw new Error('the current cell must be on the page');
  return page.evaluate(
    ([x, y]) => {
      const canvas = document.querySelector('canvas');
      const context = canvas?.getContext('2d');
      if (!canvas || !context) throw new Error('there must be a canvas');
      const { left, top, width } = canvas.getBoundingClientRect();
      const ratio = canvas.width / width;
      const [r = 0, g = 0, b = 0] = context.getImageData((x - left) * ratio, (y - top) * ratio, 1, 1).data;
      return `#${[r, g, b].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
    },
    [box.x + across * box.width, box.y + down * box.height] as const,
  );
}

/** How many items the last frame drew. */
export function drawnItems(page: Page): Promise<number> {
  return page.evaluate(() => Number(document.querySelector('canvas')?.dataset.drawn ?? 0));
}
