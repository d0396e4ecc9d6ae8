import { expect, it } from 'vitest';
import { badFields } from './operatorDraft.ts';

const good = { name: 'Kim Seoyeon', login: 'kim', password: 'correct horse' };

it('takes a whole draft', () => {
  expect(badFields(good)).toEqual([]);
});

it('names every field that is empty or not allowed', () => {
  expect(badFields({ name: ' ', login: '', password: '' })).toEqual(['name', 'login', 'password']);
  expect(badFields({ ...good, login: 'has space!!' })).toEqual(['login']);
  expect(badFields({ ...good, password: 'too short' })).toEqual(['password']);
});
