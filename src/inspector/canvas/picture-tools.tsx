import type { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { Pen } from '../../drawing/pen.ts';
import type { Frame } from './camera.ts';
import { savePng, saveSvg } from './export.ts';
import type { PictureHandle } from './picture.tsx';

interface Props {
  readonly picture: Signal<PictureHandle | undefined>;
  paint(pen: Pen, frame: Frame): void;
  /** What the picture is of; names the files. */
  readonly title: string;
  onWhole(): void;
  readonly children?: ComponentChildren;
}

/** Buttons above a picture: zoom, whatever the view adds, and files of what is shown. */
export function PictureTools({ picture, paint, title, onWhole, children }: Props) {
  const frame = () => {
    const handle = picture.value;
    return handle === undefined ? undefined : { ...handle.size.value, camera: handle.camera.value };
  };
  return (
    <div class="picture-tools" role="toolbar" aria-label="Picture">
      <button type="button" onClick={onWhole}>
        Whole <kbd>0</kbd>
      </button>
      <button type="button" aria-label="Nearer" onClick={() => picture.value?.zoomBy(1.5)}>
        +
      </button>
      <button type="button" aria-label="Farther" onClick={() => picture.value?.zoomBy(1 / 1.5)}>
        -
      </button>
      {children}
      <span class="push" />
      <button
        type="button"
        onClick={() => {
          const now = frame();
          if (now !== undefined) saveSvg(paint, now, title);
        }}
      >
        SVG
      </button>
      <button
        type="button"
        onClick={() => {
          const now = frame();
          if (now !== undefined) void savePng(paint, now, title);
        }}
      >
        PNG
      </button>
    </div>
  );
}
