import { expect, it } from 'vitest';
import { statistics } from '../testing.ts';
import { exportName, labelsCsv } from './exportRun.ts';

it('writes total and labels as RFC 4180 with the numbers unrounded', () => {
  const text = labelsCsv(statistics('Total'), [statistics('a "b", c', { errorRate: 0.0123456789 })]);
  const rows = text.split('\r\n');
  expect(rows[0]?.startsWith('\uFEFFlabel,transaction,samples')).toBe(true);
  expect(rows[1]?.startsWith('Total,false,100,0,0,')).toBe(true);
  expect(rows[2]?.startsWith('"a ""b"", c",false,100,0,0.0123456789,')).toBe(true);
  expect(rows.slice(0, 3).map((row) => row.replace(/"[^"]*(""[^"]*)*"/g, 'x').split(',').length)).toEqual([19, 19, 19]);
});

it('lets no label act as a formula in a sheet', () => {
  expect(labelsCsv(null, [statistics('=cmd()')])).toContain("\r\n'=cmd(),");
});

it('makes a file name that every system takes', () => {
  expect(exportName({ number: 7, name: '결제 a/b:c*?' }, 'csv')).toBe('run-7-결제-a-b-c-.csv');
});
