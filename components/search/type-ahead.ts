/**
 * Keeps what is typed from now on, for a box that is on its way: nothing of it goes into whatever has the focus meanwhile. Returns
 * how to end that, which gives the text; ending it twice gives an empty one.
 */
export function catchTyping(onEscape: () => void): () => string {
  let typed: string[] = [];
  const listen = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Backspace') typed.pop();
    else if (event.key === 'Escape') onEscape();
    else if ([...event.key].length === 1) typed.push(event.key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  document.addEventListener('keydown', listen, { capture: true });
  return () => {
    document.removeEventListener('keydown', listen, { capture: true });
    const text = typed.join('');
    typed = [];
    return text;
  };
}
