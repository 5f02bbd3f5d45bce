import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';

import { expect, test } from 'vitest';

import { pagePolicy, setPageHeaders } from './page-headers.mjs';

function answerOnce(options: { isDev: boolean; isHttps: boolean }) {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  setPageHeaders(request, response, options);
  return { request, response };
}

test('no script runs without the nonce of its answer', () => {
  const policy = pagePolicy('abc', { isDev: false });
  const script = policy.split('; ').find((part) => part.startsWith('script-src'));
  expect(script).toBe("script-src 'nonce-abc' 'strict-dynamic'");
  expect(policy).toContain("object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
});

test('2,000 answers have 2,000 nonces, and the page is told the same as the browser', () => {
  const policies = Array.from({ length: 2000 }, () => {
    const { request, response } = answerOnce({ isDev: false, isHttps: false });
    expect(request.headers['content-security-policy']).toBe(response.getHeader('content-security-policy'));
    return response.getHeader('content-security-policy');
  });
  expect(new Set(policies).size).toBe(2000);
});

test('only https is promised for the time to come', () => {
  const header = 'strict-transport-security';
  expect(answerOnce({ isDev: false, isHttps: false }).response.hasHeader(header)).toBe(false);
  expect(answerOnce({ isDev: false, isHttps: true }).response.getHeader(header)).toContain('max-age=');
});

test('scripts and styles carry no policy, which is for documents', () => {
  const request = new IncomingMessage(new Socket());
  request.url = '/_next/static/chunks/a.js';
  const response = new ServerResponse(request);
  setPageHeaders(request, response, { isDev: false, isHttps: false });
  expect(response.hasHeader('content-security-policy')).toBe(false);
  expect(response.getHeader('x-content-type-options')).toBe('nosniff');
});
