export const themeCookie = 'samskriv_theme';

/** The theme a person chose, or null to follow their machine. */
export function asTheme(text: string | null | undefined): 'light' | 'dark' | null {
  return text === 'light' || text === 'dark' ? text : null;
}
