import { type Signal, useSignal, useSignalEffect } from '@preact/signals';
import { select } from 'd3-selection';
import { type ZoomBehavior, zoom, zoomIdentity } from 'd3-zoom';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Pen } from '../../drawing/pen.ts';
import { calm, palette } from '../theme.ts';
import {
  type Box,
  between,
  type Camera,
  type Frame,
  framing,
  isInside,
  pointAt,
  type Size,
  zoomed,
} from './camera.ts';
import { CanvasPen } from './canvas-pen.ts';

/** Draws what a frame shows, and nothing outside it. A new function means a new frame. */
export type Paint = (pen: Pen, frame: Frame) => void;

/** A part of the drawing, for a window of some size. */
export type Part = Box | ((size: Size) => Box);

/** What others may ask of a picture that is on the page. */
export interface PictureHandle {
  readonly camera: Signal<Camera>;
  readonly size: Signal<Size>;
  /**
   * Moves the camera so that a part fills the window, with at most so many pixels for a unit. Where the part hangs on the
   * size of the window, it is asked for again when that changes.
   */
  show(box: Part, most?: number): void;
  /** Moves it only if the part cannot be seen. */
  reveal(box: Box): void;
  zoomBy(factor: number): void;
}

interface Props {
  readonly paint: Paint;
  /** The whole drawing. */
  readonly world: Box;
  /** Set while the picture is on the page. */
  readonly handle: Signal<PictureHandle | undefined>;
  onPoint?(x: number, y: number): void;
  onPick?(x: number, y: number): void;
  onLeave?(): void;
  /** What lies over the canvas: the grid for keyboard and screen reader. */
  readonly children?: ComponentChildren;
}

function boxIn(part: Part, size: Size): Box {
  return typeof part === 'function' ? part(size) : part;
}

/** How long the camera glides, in milliseconds. */
const GLIDE = 250;

/** More pixels than these are not seen, but have to be filled. */
const MOST_RATIO = 2;

/** A canvas that can be moved and zoomed by pointer and wheel; painting is up to `paint`. */
export function Picture({ paint, world, handle, onPoint, onPick, onLeave, children }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useSignal<Size>({ width: 0, height: 0 });
  const camera = useSignal<Camera>({ x: 0, y: 0, k: 1 });
  const painter = useSignal(paint);
  painter.value = paint;
  const latest = useRef({ world, onPick });
  latest.current = { world, onPick };

  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    const selection = select(element);
    const behaviour: ZoomBehavior<HTMLCanvasElement, unknown> = zoom<HTMLCanvasElement, unknown>()
      .scaleExtent([0.05, 800])
      .clickDistance(4)
      .on('zoom', ({ transform }: { transform: Camera }) => {
        camera.value = { x: transform.x, y: transform.y, k: transform.k };
      });
    selection.call(behaviour).on('dblclick.zoom', null);
    let gliding = 0;
    const jump = ({ x, y, k }: Camera) =>
      selection.call(behaviour.transform, zoomIdentity.translate(x, y).scale(k));
    const move = (to: Camera, isSmooth: boolean) => {
      cancelAnimationFrame(gliding);
      if (!isSmooth || calm.value) {
        jump(to);
        return;
      }
      const from = camera.value;
      const start = performance.now();
      const step = () => {
        const part = Math.min(1, (performance.now() - start) / GLIDE);
        jump(between(from, to, part));
        if (part < 1) gliding = requestAnimationFrame(step);
      };
      step();
    };
    // Whoever takes hold of the picture has it.
    element.addEventListener('pointerdown', () => cancelAnimationFrame(gliding));
    element.addEventListener('wheel', () => cancelAnimationFrame(gliding), { passive: true });
    let wanted: { readonly box: Part; readonly most?: number | undefined } | undefined;
    handle.value = {
      camera,
      size,
      show: (box, most) => {
        const isFirst = wanted === undefined;
        wanted = { box, most };
        if (size.value.width > 0) move(framing(boxIn(box, size.value), size.value, most), !isFirst);
      },
      reveal: (box) => {
        if (isInside(box, camera.value, size.value)) return;
        const { k } = camera.value;
        const { width, height } = size.value;
        move({ x: width / 2 - k * (box.x + box.w / 2), y: height / 2 - k * (box.y + box.h / 2), k }, true);
      },
      zoomBy: (factor) => move(zoomed(camera.value, size.value, factor), true),
    };
    const observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return;
      const { width, height } = entry.contentRect;
      size.value = { width, height };
      const box = boxIn(wanted?.box ?? latest.current.world, size.value);
      move(framing(box, size.value, wanted?.most), false);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [camera, size, handle]);

  useSignalEffect(() => {
    const element = canvas.current;
    const { width, height } = size.value;
    if (element === null || width === 0) return;
    // Everything that the picture depends on is read now; the drawing waits for the next frame.
    const frame = { ...size.value, camera: camera.value };
    const draw = painter.value;
    void palette.value;
    const request = requestAnimationFrame(() => {
      const started = performance.now();
      const ratio = Math.min(devicePixelRatio, MOST_RATIO);
      const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
      if (element.width !== across) element.width = across;
      if (element.height !== down) element.height = down;
      const context = element.getContext('2d', { willReadFrequently: true, alpha: false });
      if (context === null) return;
      context.resetTransform();
      context.fillStyle = palette.value.paper;
      context.fillRect(0, 0, across, down);
      context.scale(ratio, ratio);
      const pen = new CanvasPen(context);
      draw(pen, frame);
      pen.end();
      // What tests and measurements read.
      if (element.dataset.frames === undefined) performance.mark('first picture');
      element.dataset.drawn = String(pen.drawn);
      element.dataset.milliseconds = (performance.now() - started).toFixed(2);
      element.dataset.frames = String(Number(element.dataset.frames ?? '0') + 1);
    });
    return () => cancelAnimationFrame(request);
  });

  const spot = (event: PointerEvent | MouseEvent) => pointAt(camera.value, event.offsetX, event.offsetY);
  return (
    <div class="picture">
      <canvas
        ref={canvas}
        aria-hidden="true"
        onPointerMove={(event) => {
          const { x, y } = spot(event);
          onPoint?.(x, y);
        }}
        onPointerLeave={() => onLeave?.()}
        onClick={(event) => {
          const { x, y } = spot(event);
          onPick?.(x, y);
        }}
      />
      {children}
    </div>
  );
}
