/** As a ref: a dialog that opens puts the focus here. It goes by the attribute, which React does not write. */
export function takeFirstFocus(element: HTMLElement | null): void {
  element?.setAttribute('autofocus', '');
}
