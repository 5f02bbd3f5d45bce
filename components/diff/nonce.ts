/** The nonce of this page, which styles that are made in the browser must carry. Elements hide it from selectors, not from scripts. */
export function readNonce(): string {
  return document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? '';
}
