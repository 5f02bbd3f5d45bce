import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { deferScripts, drawBeforeScripts } from './first-frame.mjs';

const script = (name: string) => `<script src="/_next/${name}.js" async="" nonce="n+/="></script>`;
const meta = '<meta charSet="utf-8"/><link rel="stylesheet" href="/a.css"/>';
const head = `<!DOCTYPE html><html><head>${meta}${script('one')}${script('two')}<title>Überblick</title>`;
const body = '</head><body><p>ein Text, and 文字</p></body></html>';

let answer: { type: string; pieces: Buffer[]; length: number | null };
let url: string;
const server = createServer((_, res) => {
  drawBeforeScripts(res);
  res.setHeader('content-type', answer.type);
  if (answer.length !== null) res.setHeader('content-length', answer.length);
  for (const piece of answer.pieces.slice(0, -1)) res.write(piece);
  res.end(answer.pieces.at(-1));
});

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise<void>((done) => server.close(() => done())));

async function serve(type: string, pieces: Buffer[], length: number | null = null): Promise<string> {
  answer = { type, pieces, length };
  return (await fetch(url)).text();
}

describe("a page's scripts", () => {
  test('are fetched at once, and added by a script with the nonce, in front of the style sheet', () => {
    const changed = deferScripts(head);
    expect(changed).not.toContain('<script src=');
    const preload = '<link rel="preload" as="script" fetchpriority="low" nonce="n+/=" href="/_next/one.js"/>';
    expect(changed).toContain(preload);
    expect(changed).toContain('(["/_next/one.js","/_next/two.js"], "n+/=")</script><link rel="stylesheet"');
    expect(changed).toMatch(/<meta charSet="utf-8"\/><script nonce="n\+\/=">\(function/);
  });

  test.each([
    ['without async', '<script src="/a.js" nonce="n"></script>'],
    ['with a checksum', '<script src="/a.js" async="" nonce="n" integrity="sha256-x"></script>'],
    ['with text', '<script nonce="n" async="" id="x">run()</script>'],
  ])('%s are left where they are', (_, tag) => {
    expect(deferScripts(`<head>${meta}${tag}`)).toBe(`<head>${meta}${tag}`);
  });

  test('wait wherever the answer is cut into pieces', async () => {
    const whole = Buffer.from(head + body);
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: whole.length - 1 }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(cuts, async (at) => {
        const edges = [0, ...at.toSorted((a, b) => a - b), whole.length];
        const pieces = edges.slice(1).map((to, index) => whole.subarray(edges[index], to));
        expect(await serve('text/html; charset=utf-8', pieces)).toBe(deferScripts(head) + body);
      }),
      { numRuns: 60 },
    );
  });

  test('wait where the length of the page was known before', async () => {
    const page = Buffer.from(head + body);
    expect(await serve('text/html', [page], page.length)).toBe(deferScripts(head) + body);
  });
});

test.each([
  ['what is no page', 'text/x-component', head + body],
  ['a page without an end of its head', 'text/html', head],
  ['a page without scripts', 'text/html', `<html><head>${meta}${body}`],
])('%s passes as it is', async (_, type, text) => {
  expect(await serve(type, [Buffer.from(text)])).toBe(text);
  expect(await serve(type, [Buffer.from(text.slice(0, 20)), Buffer.from(text.slice(20))])).toBe(text);
});
