import { Markup } from "../markup.ts";

/**
 * Hatchings for what happened to customers, shared by all plots of the page: they tell apart what colour alone would not. The more
 * was lost, the denser.
 */
export const PATTERNS =
  new Markup(`<svg class="patterns" width="0" height="0" aria-hidden="true" focusable="false"><defs>
  <pattern id="hatch-signed-out" width="6" height="6" patternUnits="userSpaceOnUse">
    <rect width="6" height="6" fill="var(--pale)"/>
    <path d="M-1,1L1,-1M0,6L6,0M5,7L7,5" stroke="var(--error)" stroke-width="1.6"/>
  </pattern>
  <pattern id="hatch-cart-lost" width="6" height="6" patternUnits="userSpaceOnUse">
    <rect width="6" height="6" fill="var(--pale)"/>
    <path d="M0,3H6" stroke="var(--error)" stroke-width="1.6"/>
  </pattern>
  <pattern id="hatch-unknown" width="6" height="6" patternUnits="userSpaceOnUse">
    <rect width="6" height="6" fill="var(--paper)"/>
    <circle cx="3" cy="3" r="1.1" fill="var(--ink)"/>
  </pattern>
</defs></svg>`);
