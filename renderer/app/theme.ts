import { type CSSVariablesResolver, createTheme, Modal, Select, Tooltip } from '@mantine/core';

/** Mantine on the tokens of the house: sizes, radii and type. Colours come through `cssVariables`. */
export const theme = createTheme({
  fontFamily: 'var(--font-ui)',
  fontFamilyMonospace: 'var(--font-code)',
  primaryColor: 'blue',
  defaultRadius: 'sm',
  cursorType: 'default',
  focusRing: 'auto',
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '2px', sm: '3px', md: '4px', lg: '6px', xl: '6px' },
  fontSizes: { xs: '11px', sm: '12px', md: '13px', lg: '15px', xl: '18px' },
  lineHeights: { xs: '16px', sm: '16px', md: '20px', lg: '20px', xl: '24px' },
  headings: { fontFamily: 'var(--font-ui)', fontWeight: '600' },
  components: {
    Select: Select.extend({
      defaultProps: { size: 'sm', checkIconPosition: 'right' },
      vars: () => ({ wrapper: { '--input-size': 'var(--h-control)', '--input-fz': 'var(--fs-12)' } }),
    }),
    Modal: Modal.extend({ defaultProps: { shadow: 'xl', radius: 'lg', lockScroll: false } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 400, transitionProps: { duration: 80 }, color: 'dark' } }),
  },
});

const shared = {
  '--mantine-color-body': 'var(--bg-app)',
  '--mantine-color-text': 'var(--text-1)',
  '--mantine-color-default-color': 'var(--text-1)',
  '--mantine-color-dimmed': 'var(--text-3)',
  '--mantine-color-placeholder': 'var(--text-3)',
  '--mantine-color-default': 'var(--n4)',
  '--mantine-color-default-hover': 'var(--n5)',
  '--mantine-color-default-border': 'var(--line-2)',
  '--mantine-color-anchor': 'var(--accent-fg)',
  '--mantine-primary-color-filled': 'var(--accent-solid)',
  '--mantine-primary-color-filled-hover': 'var(--accent-solid)',
  '--mantine-primary-color-contrast': 'var(--accent-on)',
  '--mantine-color-error': 'var(--critical-fg)',
  '--mantine-color-disabled': 'var(--bg-raised)',
  '--mantine-color-disabled-color': 'var(--text-off)',
  '--mantine-shadow-xs': 'var(--shadow-pop)',
  '--mantine-shadow-sm': 'var(--shadow-pop)',
  '--mantine-shadow-md': 'var(--shadow-pop)',
  '--mantine-shadow-lg': 'var(--shadow-pop)',
  '--mantine-shadow-xl': 'var(--shadow-dialog)',
};

/** Mantine's colour names, in terms of ours. One list: the tokens themselves turn with scheme and surface. */
export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: shared, dark: shared });
