/** Where a picture stands on the screen: a point of the drawing is at x + k px, y + k py pixels. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  /** Pixels for a unit of the drawing. */
  readonly k: number;
}

/** A part of the drawing, in its units. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** A window of pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What a picture needs to draw: how large it is, and what part of the drawing it shows. */
export interface Frame extends Size {
  readonly camera: Camera;
}

/** Pixels between a part that is shown and the edges of the window. */
export const MARGIN = 16;

/** The camera that shows a part as large as it goes, in the middle, with at most `most` pixels for a unit. */
export function framing({ x, y, w, h }: Box, { width, height }: Size, most = 100): Camera {
  const across = Math.max(1, width - 2 * MARGIN);
  const down = Math.max(1, height - 2 * MARGIN);
  const k = Math.min(across / w, down / h, most);
  return { x: width / 2 - k * (x + w / 2), y: height / 2 - k * (y + h / 2), k };
}

/** The part of the drawing that a window of pixels shows. */
export function visible({ x, y, k }: Camera, { width, height }: Size): Box {
  return { x: -x / k, y: -y / k, w: width / k, h: height / k };
}

/** The point of the drawing under a pixel. */
export function pointAt(camera: Camera, x: number, y: number): { readonly x: number; readonly y: number } {
  return { x: (x - camera.x) / camera.k, y: (y - camera.y) / camera.k };
}

/** Nearer or farther, with the middle of the window staying where it is. */
export function zoomed({ x, y, k }: Camera, { width, height }: Size, by: number): Camera {
  const [cx, cy] = [width / 2, height / 2];
  return { x: cx - (cx - x) * by, y: cy - (cy - y) * by, k: k * by };
}

/** Whether a part can be seen whole. */
export function isInside(box: Box, camera: Camera, size: Size): boolean {
  const seen = visible(camera, size);
  return (
    box.x >= seen.x && box.y >= seen.y && box.x + box.w <= seen.x + seen.w && box.y + box.h <= seen.y + seen.h
  );
}

/** The camera at a part, 0 to 1, of the way between two: what both show shrinks or grows evenly. */
export function between(from: Camera, to: Camera, part: number): Camera {
  const k = from.k * (to.k / from.k) ** part;
  // The share of the way that the scale has made, so that points move along straight lines.
  const share = from.k === to.k ? part : (k - from.k) / (to.k - from.k);
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share, k };
}
