import { resolve, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isOwnPage, servePages } from './scheme.ts';

const root = resolve('/app/dist/renderer');
const text = (words: string) => new TextEncoder().encode(words);

function serve() {
  const read: string[] = [];
  const answer = servePages(root, (path) => {
    read.push(path);
    const name = path
      .slice(root.length + 1)
      .split(sep)
      .join('/');
    return name === 'index.html' || name === 'assets/page.js'
      ? Promise.resolve(text(name))
      : Promise.reject(new Error('ENOENT'));
  });
  const get = (url: string, method = 'GET') => answer({ url, method });
  return { get, read };
}

describe('servePages', () => {
  it('serves the page and its files with a policy that lets in nothing else', async () => {
    const { get } = serve();
    const page = await get('watchfloor://app/');
    expect(await page.text()).toBe('index.html');
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toMatch(/unsafe-eval|script-src|https?:/);
    const script = await get('watchfloor://app/assets/page.js?v=1');
    expect(script.headers.get('content-type')).toMatch(/^text\/javascript/);
  });

  it.each([
    'watchfloor://app/%2e%2e/%2e%2e/package.json',
    'watchfloor://app/..%2f..%2fpackage.json',
    'watchfloor://app/%2e%2e%2frenderer-secrets/key',
    'watchfloor://app/%00index.html',
    'watchfloor://app/%zz',
    'watchfloor://elsewhere/index.html',
  ])('never reads outside its folder: %s', async (url) => {
    const { get, read } = serve();
    expect((await get(url)).status).toBe(404);
    expect(read.every((path) => path.startsWith(root + sep))).toBe(true);
  });

  it('takes no other method', async () => {
    expect((await serve().get('watchfloor://app/index.html', 'POST')).status).toBe(405);
  });
});

describe('isOwnPage', () => {
  it.each(['watchfloor://app/', 'watchfloor://app/index.html#/boards/host'])('knows %s', (url) => {
    expect(isOwnPage(url)).toBe(true);
  });
  it.each(['watchfloor://app.example/', 'watchfloor://other/', 'file:///index.html', 'http://app/', 'about:blank', ''])(
    'does not take %s for its own',
    (url) => expect(isOwnPage(url)).toBe(false),
  );
});
