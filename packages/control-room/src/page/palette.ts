/** The colours of the style sheet as CSS colours, for what is drawn on a canvas. */
export interface Palette {
  readonly paper: string;
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly accent: string;
  readonly error: string;
  readonly warn: string;
  readonly onWarn: string;
  /** By the number of an appearance, from 1; the first element is at index 0. */
  readonly replicas: readonly string[];
}

/** The palette of the present theme. */
export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    paper: colour("paper"),
    ink: colour("ink"),
    soft: colour("soft"),
    line: colour("line"),
    accent: colour("accent"),
    error: colour("error"),
    warn: colour("warn"),
    onWarn: colour("on-warn"),
    replicas: Array.from({ length: 8 }, (_, i) => colour(`replica-${i + 1}`)),
  };
}

/** Calls `use` with the palette now and whenever the theme changes. Returns an unsubscribe function. */
export function watchPalette(use: (palette: Palette) => void): () => void {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const read = () => use(readPalette());
  read();
  dark.addEventListener("change", read);
  return () => dark.removeEventListener("change", read);
}
