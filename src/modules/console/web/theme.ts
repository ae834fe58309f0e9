import { Avatar, Button, createTheme, Menu, type CSSVariablesResolver } from '@mantine/core';

/** Measured in both themes: text on its ground at least 4.5 : 1 (console/README.md, "Colours"). */
export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: { light: 7, dark: 3 },
  autoContrast: true,
  luminanceThreshold: 0.35,
  colors: {
    ink: [
      '#e9effc',
      '#d3dffa',
      '#b3c7f6',
      '#8fb0ff',
      '#6d93ea',
      '#4f7be0',
      '#3a69d6',
      '#2b5cd0',
      '#234ead',
      '#1b3d89',
    ],
    dark: [
      '#e6eaf1',
      '#c9d1dc',
      '#9ba6b6',
      '#7d889a',
      '#3a4250',
      '#2d3440',
      '#191e27',
      '#12151c',
      '#0d1016',
      '#090b10',
    ],
  },
  components: {
    Avatar: Avatar.extend({ defaultProps: { color: 'ink' } }),
    /** A menu has items and nothing else (WAI-ARIA): the first arrow goes to the first of them. */
    Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false } }),
    Button: Button.extend({
      vars: (_theme, { variant = 'filled' }) => ({
        root: variant === 'filled' ? { '--button-color': 'var(--on-primary)' } : {},
      }),
      styles: { label: { fontWeight: 500 } },
    }),
  },
  fontFamily: "Inter, 'Segoe UI', system-ui, -apple-system, 'DejaVu Sans', sans-serif",
  fontFamilyMonospace: "'JetBrains Mono', ui-monospace, 'DejaVu Sans Mono', monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.8125rem', lg: '1rem', xl: '1.25rem' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  headings: {
    sizes: { h1: { fontSize: '1.25rem' }, h2: { fontSize: '1rem' }, h3: { fontSize: '0.875rem' } },
  },
});

export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#f7f8fa',
    '--mantine-color-text': '#171d28',
    '--mantine-color-dimmed': '#586374',
    '--mantine-color-placeholder': '#667284',
    '--mantine-color-default-border': '#dfe3ea',
    '--mantine-color-error': '#b3241b',
    '--mantine-color-anchor': '#2b5cd0',
  },
  dark: {
    '--mantine-color-body': '#12151c',
    '--mantine-color-text': '#e6eaf1',
    '--mantine-color-dimmed': '#9ba6b6',
    '--mantine-color-placeholder': '#8793a5',
    '--mantine-color-default': '#191e27',
    '--mantine-color-default-hover': '#222834',
    '--mantine-color-default-border': '#2d3440',
    '--mantine-color-error': '#ffa49c',
    '--mantine-color-anchor': '#8fb0ff',
  },
});
