/** A title no taller than this many of its own lines leaves room for a second line of the abstract. */
const ONE_LINE = 1.5;

/** Tells CSS which titles take one line: it has no way to know. Runs before painting, also when the list gets wider. */
const observer =
  typeof ResizeObserver === 'undefined'
    ? undefined
    : new ResizeObserver(entries => {
        for (const { target, contentRect } of entries) {
          const lineHeight = Number.parseFloat(getComputedStyle(target).lineHeight);
          target.toggleAttribute('data-one-line', contentRect.height < ONE_LINE * lineHeight);
        }
      });

/** Ref of a row's title. */
export function watchTitle(title: HTMLElement | null): (() => void) | undefined {
  if (!title) return undefined;
  observer?.observe(title);
  return () => observer?.unobserve(title);
}
