/** A product. `price` is in integer cents. */
export interface Product {
  readonly sku: string;
  readonly name: string;
  readonly price: number;
  readonly blurb: string;
}

/** Everything that the shop sells, with its prices. A real app would ask a database. */
export const catalog: readonly Product[] = [
  { sku: "abacus", name: "Abacus", price: 2400, blurb: "Thirteen rods of beech. Boots instantly." },
  { sku: "slide-rule", name: "Slide Rule", price: 3900, blurb: "Three significant figures, as ever." },
  {
    sku: "punch-cards",
    name: "Punch Cards",
    price: 900,
    blurb: "A deck of a hundred. Number them before you drop them.",
  },
  {
    sku: "core-memory",
    name: "Core Memory Plane",
    price: 12_900,
    blurb: "Remembers you when the power is gone.",
  },
  { sku: "paper-tape", name: "Paper Tape", price: 1200, blurb: "Three hundred metres, eight holes wide." },
  { sku: "vacuum-tube", name: "Vacuum Tube", price: 1900, blurb: "A double triode with a warm glow." },
  { sku: "jacquard-scarf", name: "Jacquard Scarf", price: 5400, blurb: "Woven by programme since 1804." },
  {
    sku: "crank-calculator",
    name: "Crank Calculator",
    price: 18_900,
    blurb: "Fits the hand and multiplies by turning.",
  },
  {
    sku: "floppy-disk",
    name: "Floppy Disk, 8 inch",
    price: 700,
    blurb: "Eighty kilobytes, and they really bend.",
  },
  {
    sku: "teleprinter-ribbon",
    name: "Teleprinter Ribbon",
    price: 800,
    blurb: "Black and red, for good news and bad.",
  },
  {
    sku: "cipher-rotor",
    name: "Cipher Rotor",
    price: 7500,
    blurb: "Twenty-six contacts. Wired differently than you think.",
  },
  {
    sku: "framed-moth",
    name: "Framed Moth",
    price: 2900,
    blurb: "Found in a relay at 15:45, and taped into the log book.",
  },
];

const bySku = new Map(catalog.map((product) => [product.sku, product]));

/** The product with this SKU; undefined if the shop does not sell it. */
export function findProduct(sku: string): Product | undefined {
  return bySku.get(sku);
}
