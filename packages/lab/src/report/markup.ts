import { escape as escapeHtml } from "html-escaper";

/** HTML that may be put into a page as it is. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = Markup | string | number | null | false | readonly Part[];

/** HTML with values in it: strings are escaped, Markup is not, lists are joined; null and false leave nothing. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(strings.reduce((text, string, i) => text + rendered(parts[i - 1] ?? null) + string));
}

function rendered(part: Part): string {
  if (part === null || part === false) return "";
  if (part instanceof Markup) return part.text;
  if (typeof part === "object") return part.map(rendered).join("");
  return escapeHtml(`${part}`);
}

/** A sentence whose numbers stand out: "0 of 20", "1.8 ms", "×2.5". */
export function withNumbers(sentence: string): Markup {
  // split keeps what the group caught at the odd places; a digit inside a name (shop-2, p99) is no number
  const pieces = sentence.split(
    /((?<![\w-])[×±+−-]?\d+(?:[.,]\d+)*(?: of \d+(?:[.,]\d+)*)?(?: ?(?:%|ms|s|×)(?!\w))?)/,
  );
  return html`${pieces.map((piece, i) => (i % 2 ? html`<b class="figure">${piece}</b>` : piece))}`;
}
