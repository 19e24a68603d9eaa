/** The name of the project, with its sign. */
export const Brand = () => (
  <p class="brand">
    <svg class="logo" viewBox="0 0 40 40" width="40" height="40" aria-hidden="true">
      <path d="M0 20H40M20 0V40" />
      <ellipse cx="20" cy="20" rx="14" ry="8.5" transform="rotate(-45 20 20)" />
    </svg>
    <span>Sticky or shared</span>
  </p>
);
