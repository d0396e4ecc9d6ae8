import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { OptionsError, parseWebOptions } from './options.ts';

describe('parseWebOptions', () => {
  it('opens a window on the default profile when nothing is said', () => {
    expect(parseWebOptions([])).toMatchObject({ profile: 'default', port: 0, open: true, json: false });
  });

  it('takes a data directory as it is, whatever the profile', () => {
    expect(parseWebOptions(['--data-dir', 'x/y', '--profile', 'wall']).dataDirectory).toBe(resolve('x/y'));
    expect(parseWebOptions(['--data', '/srv/x']).dataDirectory).toBe(resolve('/srv/x'));
  });

  it('opens no window for a program that reads JSON', () => {
    expect(parseWebOptions(['--json'])).toMatchObject({ json: true, open: false });
  });

  it.each([
    [['--port', '70000'], /0 to 65535/],
    [['--port', 'http'], /0 to 65535/],
    [['--port', '-1'], /./],
    [['--profile', '../x'], /letters/],
    [['--data-dir', ''], /folder/],
    [['--colour'], /colour/],
    [['stray'], /stray/],
  ])('refuses %j with a sentence', (argv, sentence) => {
    expect(() => parseWebOptions(argv)).toThrow(OptionsError);
    expect(() => parseWebOptions(argv)).toThrow(sentence);
  });
});
