const gapPx = 4;
const edgePx = 8;

/** Under the button, or above it where there is no room, and never over the edge of the window. */
export function placeBeside(panel: HTMLElement, button: Element, align: 'start' | 'end'): void {
  const at = button.getBoundingClientRect();
  const { width, height } = panel.getBoundingClientRect();
  const below = at.bottom + gapPx;
  const top = below + height <= window.innerHeight - edgePx ? below : at.top - gapPx - height;
  const left = align === 'start' ? at.left : at.right - width;
  panel.style.top = `${Math.max(edgePx, top)}px`;
  panel.style.left = `${Math.max(edgePx, Math.min(left, window.innerWidth - edgePx - width))}px`;
}

/** Where a key leads inside a menu: arrows go round, Home and End to the ends, a letter to the next item that begins with it. */
export function findMenuItem(menu: HTMLElement, key: string): HTMLElement | undefined {
  const items = [...menu.querySelectorAll<HTMLElement>('[role="menuitem"]')];
  const at = items.findIndex((item) => item === document.activeElement);
  switch (key) {
    case 'ArrowDown':
      return items[(at + 1) % items.length];
    case 'ArrowUp':
      return items.at(at <= 0 ? -1 : at - 1);
    case 'Home':
      return items[0];
    case 'End':
      return items.at(-1);
  }
  if (key.length !== 1 || key === ' ') return undefined;
  const following = [...items.slice(at + 1), ...items.slice(0, at + 1)];
  return following.find((item) => item.textContent.toLowerCase().startsWith(key.toLowerCase()));
}
