/** The mark of the product: lines of a watch list, and the point that is watched. */
export function BrandMark({ size = 18 }: { size?: number }) {
  return (
    <svg aria-hidden="true" width={size} height={size} viewBox="0 0 18 18">
      <path d="M1 3h16v2.2H1z" fill="currentColor" />
      <path d="M1 7.9h16M1 11.4h10.5M1 14.9h6" stroke="currentColor" strokeWidth="1.4" opacity=".55" />
      <path d="M15.2 11 18 13.8l-2.8 2.8-2.8-2.8z" fill="var(--accent-fg)" />
    </svg>
  );
}
