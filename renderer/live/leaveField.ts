/**
 * Takes the focus out of a field once its list has closed, so that single letters act again. The active panel of a board
 * takes it; elsewhere nobody does, and Tab goes on from the field.
 */
export function leaveField(): void {
  const field = document.activeElement;
  requestAnimationFrame(() => {
    const panel = document.querySelector<HTMLElement>('[data-panel][tabindex="0"]');
    if (panel) panel.focus({ preventScroll: true });
    else if (field instanceof HTMLElement) field.blur();
  });
}
