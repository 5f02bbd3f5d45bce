type Send = (request: Request) => Promise<Response>;
type Headers = Record<string, string>;

export type Browser = {
  /** The cookies it holds, by name. */
  cookies: Map<string, string>;
  get: (path: string, headers?: Headers) => Promise<Response>;
  /** A form sent by a page of the site; `headers` replace what a browser would send. */
  post: (path: string, fields: Record<string, string>, headers?: Headers) => Promise<Response>;
  /** Signs in as the sign-in page does. */
  signIn: (email: string, password: string, headers?: Headers) => Promise<Response>;
};

/** A cookie jar in front of a site at `url`. `send` is `fetch` without following redirects, or the handlers themselves. */
export function makeBrowser(url: string, send: Send): Browser {
  const cookies = new Map<string, string>();

  async function request(path: string, init: RequestInit, headers: Headers): Promise<Response> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const own = cookie === '' ? {} : { cookie };
    const all = { ...own, host: new URL(url).host, ...headers };
    const response = await send(
      new Request(new URL(path, url), { ...init, headers: all, redirect: 'manual' }),
    );
    for (const line of response.headers.getSetCookie()) keep(line);
    return response;
  }

  function keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === '' || /; Max-Age=0/i.test(line)) cookies.delete(name);
    else cookies.set(name, value);
  }

  const browser: Browser = {
    cookies,
    get: (path, headers = {}) => request(path, {}, headers),
    post: (path, fields, headers = {}) =>
      request(path, { method: 'POST', body: new URLSearchParams(fields) }, { origin: url, ...headers }),
    signIn: async (email, password, headers = {}) => {
      const { csrfToken } = (await (await browser.get('/api/auth/csrf')).json()) as { csrfToken: string };
      const fields = { csrfToken, email, password, json: 'true', callbackUrl: '/' };
      return browser.post('/api/auth/callback/credentials', fields, headers);
    },
  };
  return browser;
}
