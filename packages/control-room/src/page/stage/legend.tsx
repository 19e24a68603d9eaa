import { svgPathOf } from "../diagram/appearance.ts";

/** What the marks of the diagrams mean, in a line. */
export const Legend = () => (
  <ul class="legend" aria-label="Legend">
    <li>
      <svg class="mark" viewBox="-1.3 -1.3 8.6 2.6" aria-hidden="true">
        {[1, 2, 3].map((appearance, i) => (
          <path
            key={appearance}
            class={`shape-mark replica-${appearance}`}
            transform={`translate(${i * 3} 0)`}
            d={svgPathOf(appearance)}
          />
        ))}
      </svg>
      customer, as the replica that answered last
    </li>
    <li>
      <b class="mark stranger-mark" aria-hidden="true">
        ?
      </b>
      taken for a stranger
    </li>
    <li>
      <svg class="mark failure-mark" viewBox="-1.3 -1.3 2.6 2.6" aria-hidden="true">
        <path d="M-1-1L1 1M1-1L-1 1" />
      </svg>
      503
    </li>
    <li>
      <svg class="mark failure-mark" viewBox="-1.3 -1.3 2.6 2.6" aria-hidden="true">
        <circle r="1" stroke-dasharray="0.6 0.45" />
      </svg>
      no answer
    </li>
    <li>
      <i class="mark item-mark" aria-hidden="true" /> item in a cart
    </li>
    <li>
      <i class="mark lost-mark" aria-hidden="true" /> lost cart
    </li>
  </ul>
);
