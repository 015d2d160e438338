import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Pen } from '../../drawing/pen.ts';
import { CanvasPen } from './canvas-pen.ts';

interface Props {
  readonly width: number;
  readonly height: number;
  paint(pen: Pen): void;
  /** What it shows, for whoever cannot see it; without a label it is left out for them. */
  readonly label?: string;
}

/** A picture that stands still: a canvas as large as what is painted on it, painted anew when `paint` is another one. */
export function Still({ width, height, paint, label }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const element = canvas.current;
    const ratio = Math.min(devicePixelRatio, 2);
    if (element === null) return;
    element.width = Math.round(width * ratio);
    element.height = Math.round(height * ratio);
    const context = element.getContext('2d', { willReadFrequently: true });
    if (context === null) return;
    context.scale(ratio, ratio);
    const pen = new CanvasPen(context);
    paint(pen);
    pen.end();
  }, [width, height, paint]);
  const style = { width: `${width}px`, height: `${height}px` };
  return label === undefined ? (
    <canvas ref={canvas} class="still" style={style} aria-hidden="true" />
  ) : (
    <canvas ref={canvas} class="still" style={style} role="img" aria-label={label} />
  );
}
