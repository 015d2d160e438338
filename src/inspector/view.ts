import type { ComponentType } from 'preact';
import type { ViewAddress } from './address.ts';

/** A key of the keyboard and what it does in a view. */
export interface KeyHelp {
  readonly keys: string;
  readonly does: string;
}

/** One view of the page, as a record. */
export interface View {
  readonly name: string;
  /** As in the navigation. */
  readonly title: string;
  /** One sentence: what it shows. */
  readonly about: string;
  /** What its part of the address says. */
  readonly address: ViewAddress;
  /** What the keyboard does in it, for the help. */
  readonly keyboard: readonly KeyHelp[];
  readonly component: ComponentType;
}
