/** The colours of M. Okabe and K. Ito, Color Universal Design, 2008: apart for every kind of colour vision. */
export const OKABE_ITO = {
  black: '#000000',
  orange: '#e69f00',
  skyBlue: '#56b4e9',
  green: '#009e73',
  yellow: '#f0e442',
  blue: '#0072b2',
  vermillion: '#d55e00',
  purple: '#cc79a7',
} as const;

/** What things are painted with. No meaning hangs on a colour alone: shape or text says it too. */
export interface Palette {
  readonly paper: string;
  readonly ink: string;
  /** Text and lines of second rank; 4.5 to 1 on paper. */
  readonly faint: string;
  /** Rules of a grid. */
  readonly rule: string;
  /** A bit that is 1, and what is written on it. */
  readonly one: string;
  readonly onOne: string;
  /** A bit that is 0. */
  readonly zero: string;
  readonly onZero: string;
  readonly half: string;
  readonly full: string;
  readonly loose: string;
  /** What is wrong. */
  readonly wrong: string;
  /** The selection and the keyboard's focus. */
  readonly focus: string;
  /** The fan-in cone. */
  readonly cone: string;
}

export const LIGHT: Palette = {
  paper: '#ffffff',
  ink: '#16191d',
  faint: '#59626c',
  rule: '#d5dae0',
  one: OKABE_ITO.blue,
  onOne: '#ffffff',
  zero: '#e4e9ee',
  onZero: '#16191d',
  half: '#9a6a00',
  full: '#007355',
  loose: OKABE_ITO.purple,
  wrong: '#b84a00',
  focus: '#16191d',
  cone: OKABE_ITO.orange,
};

export const DARK: Palette = {
  paper: '#14171a',
  ink: '#eef1f4',
  faint: '#a3adb8',
  rule: '#363d45',
  one: OKABE_ITO.skyBlue,
  onOne: '#0b0d0f',
  zero: '#2c333a',
  onZero: '#eef1f4',
  half: OKABE_ITO.orange,
  full: '#2fc495',
  loose: OKABE_ITO.purple,
  wrong: '#ff8a45',
  focus: '#ffffff',
  cone: OKABE_ITO.yellow,
};

/** The system's own colours, where the user has forced them. */
export const FORCED: Palette = {
  paper: 'Canvas',
  ink: 'CanvasText',
  faint: 'CanvasText',
  rule: 'GrayText',
  one: 'CanvasText',
  onOne: 'Canvas',
  zero: 'Canvas',
  onZero: 'CanvasText',
  half: 'CanvasText',
  full: 'CanvasText',
  loose: 'CanvasText',
  wrong: 'LinkText',
  focus: 'Highlight',
  cone: 'Highlight',
};
