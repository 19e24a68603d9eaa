/** The colours of the style sheet, as a canvas needs them. */
export interface Inks {
  readonly paper: string;
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly error: string;
  readonly warn: string;
  readonly onWarn: string;
  readonly replicas: readonly string[];
}

function readInks(): Inks {
  const style = getComputedStyle(document.documentElement);
  const ink = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    paper: ink("paper"),
    ink: ink("ink"),
    soft: ink("soft"),
    line: ink("line"),
    error: ink("error"),
    warn: ink("warn"),
    onWarn: ink("on-warn"),
    replicas: Array.from({ length: 8 }, (_, i) => ink(`replica-${i + 1}`)),
  };
}

/** Calls now, and again whenever the theme changes, until the function that this gives is called. */
export function withInks(use: (inks: Inks) => void): () => void {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const read = () => use(readInks());
  read();
  dark.addEventListener("change", read);
  return () => dark.removeEventListener("change", read);
}
