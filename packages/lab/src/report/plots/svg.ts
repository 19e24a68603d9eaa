import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { Markup } from "../markup.ts";

/** Every plot is drawn this wide and scaled by the page: narrow enough that its text is readable on a phone. */
export const WIDTH = 400;

const { document } = parseHTML("<!doctype html><html><body></body></html>");

interface Drawing extends Plot.PlotOptions {
  /** What it is, and what can be seen in it, for screen readers. */
  readonly title: string;
  readonly description: string;
}

let drawn = 0;

/** Draws with Observable Plot on a document of linkedom, without a browser. */
export function draw({ title, description, ...options }: Drawing): Markup {
  const svg = plotted(options);
  const id = `plot-${++drawn}`;
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-labelledby", `${id} ${id}-about`);
  svg.prepend(described("title", id, title), described("desc", `${id}-about`, description));
  return new Markup(shortened(svg.outerHTML));
}

/** A mark beside its words, which screen readers skip. */
export function icon(...marks: Plot.Markish[]): Markup {
  const svg = plotted({ width: 18, height: 18, margin: 0, axis: null, marks });
  svg.setAttribute("aria-hidden", "true");
  return new Markup(shortened(svg.outerHTML));
}

function plotted(options: Plot.PlotOptions) {
  const svg = Plot.plot({ document, width: WIDTH, ...options, style: { fontSize: "12.5px" } });
  // the page has one style sheet for all plots
  svg.querySelector("style")?.remove();
  for (const attribute of ["class", "width", "height", "font-family"]) svg.removeAttribute(attribute);
  // Plot names each of its groups; in an image, which is read as one, these names are noise
  for (const group of svg.querySelectorAll("[aria-label]")) group.removeAttribute("aria-label");
  return svg;
}

function described(name: string, id: string, text: string) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  element.setAttribute("id", id);
  element.textContent = text;
  return element;
}

/** A tenth of a pixel is exact enough, and halves the file. Coordinates only: text between tags is left alone. */
const shortened = (svg: string) =>
  svg.replace(/ (?:d|transform|[xy][12]?|c[xy]|r|width|height)="[^"]*"/g, (attribute) =>
    attribute.replace(/-?\d+\.\d\d+/g, (number) => `${Number(Number(number).toFixed(1))}`),
  );
