import { Button, createTheme, type CSSVariablesResolver, Modal, type MantineColorsTuple } from '@mantine/core';

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

const FONT = "'Geist Variable', system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif";

export const theme = createTheme({
  colors: { sea },
  primaryColor: 'sea',
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  luminanceThreshold: 0.32,
  fontFamily: FONT,
  headings: { fontFamily: FONT, fontWeight: '600' },
  defaultRadius: 8,
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Button: Button.extend({ defaultProps: { size: 'sm', radius: 8 } }),
    Modal: Modal.extend({
      defaultProps: { centered: true, radius: 14, padding: 24, overlayProps: { backgroundOpacity: 0.45, blur: 2 } },
    }),
  },
});

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
