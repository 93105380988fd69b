import {
  Button,
  Checkbox,
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  ModalRoot,
  Radio,
} from '@mantine/core';

/** The one accent colour. */
const sea: MantineColorsTuple = [
  '#e8f5f2',
  '#d2e9e4',
  '#a8d4cb',
  '#7cc0b4',
  '#4fb3a3',
  '#2a9485',
  '#147a6d',
  '#0c5f57',
  '#094e48',
  '#063b37',
];

/** Only for what destroys or failed. */
const danger: MantineColorsTuple = [
  '#fbe9e7',
  '#f6d0cc',
  '#f0aca5',
  '#f29a91',
  '#ff9d94',
  '#d9483e',
  '#c4342b',
  '#b3261e',
  '#8f1d17',
  '#6b1510',
];

/** Neutrals with a little of the accent in them: Mantine draws fields and disabled controls with these. */
const gray: MantineColorsTuple = [
  '#faf9f6',
  '#f4f3ee',
  '#ebe8e1',
  '#dedad1',
  '#8d918c',
  '#868a85',
  '#7d827e',
  '#55605d',
  '#34403d',
  '#17211f',
];
const dark: MantineColorsTuple = [
  '#e9efed',
  '#c6d0cd',
  '#a5b1ae',
  '#8a9793',
  '#6c7a77',
  '#344240',
  '#1d2826',
  '#182120',
  '#131b1a',
  '#0e1413',
];

const FONT = "'Geist Variable', system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif";

export const theme = createTheme({
  colors: { sea, danger, gray, dark },
  primaryColor: 'sea',
  primaryShade: { light: 7, dark: 4 },
  fontFamily: FONT,
  headings: { fontFamily: FONT, fontWeight: '600' },
  defaultRadius: 8,
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Button: Button.extend({
      defaultProps: { size: 'sm', radius: 8 },
      vars: (_theme, { color, variant }) => ({ root: variant === undefined ? filled(color) : {} }),
    }),
    Checkbox: Checkbox.extend({
      vars: () => ({ root: { '--checkbox-color': 'var(--accent)', '--checkbox-icon-color': 'var(--on-accent)' } }),
    }),
    Radio: Radio.extend({
      vars: () => ({ root: { '--radio-color': 'var(--accent)', '--radio-icon-color': 'var(--on-accent)' } }),
    }),
    ModalRoot: ModalRoot.extend({
      defaultProps: { centered: true, radius: 14, padding: 0 },
    }),
  },
});

/** Mantine chooses one colour of text for both schemes; these have one each. */
function filled(color: string | undefined) {
  const name = color === 'danger' ? 'danger' : 'accent';
  return {
    '--button-bg': `var(--${name})`,
    '--button-hover': `color-mix(in srgb, var(--${name}) 86%, var(--ink))`,
    '--button-color': `var(--on-${name})`,
  };
}

/** Mantine's own names for what `styles/tokens.css` decides. */
export const variables: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--surface)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink-soft)',
    '--mantine-color-placeholder': 'var(--ink-soft)',
    '--mantine-color-error': 'var(--danger)',
    '--mantine-color-default': 'var(--surface)',
    '--mantine-color-default-hover': 'var(--surface-hover)',
    '--mantine-color-default-border': 'var(--line-strong)',
    '--mantine-color-default-color': 'var(--ink)',
    '--mantine-color-anchor': 'var(--accent)',
  };
  return { variables: {}, light: shared, dark: shared };
};
