/** Puts the focus on the page itself, where what had it is gone or about to go. */
export function focusPage(): void {
  const page = document.querySelector<HTMLElement>('#page');
  page?.setAttribute('tabindex', '-1');
  page?.focus({ preventScroll: true });
}
