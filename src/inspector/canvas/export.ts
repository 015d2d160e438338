import type { Pen } from '../../drawing/pen.ts';
import { SvgPen } from '../../drawing/svg-pen.ts';
import { announce } from '../state.ts';
import { palette } from '../theme.ts';
import type { Frame } from './camera.ts';
import { CanvasPen } from './canvas-pen.ts';

type Paint = (pen: Pen, frame: Frame) => void;

/** Pixels of an exported bitmap for one on the page: sharp in print and on a large screen. */
const SCALE = 2;

/** Hands what a frame shows to the user as an SVG file. */
export function saveSvg(paint: Paint, frame: Frame, title: string): void {
  const pen = new SvgPen();
  paint(pen, frame);
  const text = pen.finish(
    Math.round(frame.width),
    Math.round(frame.height),
    title,
    resolved(palette.value.paper),
  );
  save(new Blob([text], { type: 'image/svg+xml' }), `${fileName(title)}.svg`);
}

/** The same as a PNG file. */
export async function savePng(paint: Paint, frame: Frame, title: string): Promise<void> {
  const canvas = new OffscreenCanvas(Math.round(frame.width * SCALE), Math.round(frame.height * SCALE));
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.scale(SCALE, SCALE);
  context.fillStyle = palette.value.paper;
  context.fillRect(0, 0, frame.width, frame.height);
  const pen = new CanvasPen(context);
  paint(pen, frame);
  pen.end();
  save(await canvas.convertToBlob({ type: 'image/png' }), `${fileName(title)}.png`);
}

function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
  announce(`Saved ${name}`);
}

/** A colour that means the same outside this page. */
function resolved(colour: string): string {
  return colour.startsWith('#') ? colour : getComputedStyle(document.documentElement).backgroundColor;
}

function fileName(title: string): string {
  return title.replaceAll(/[^\w=,.-]+/g, '-');
}
