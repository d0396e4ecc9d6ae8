import { ORPCError } from '@orpc/client';
import { expect, it } from 'vitest';
import { problemOf } from './problem.ts';
import { EngineGoneError } from './wire.ts';

it('reads reason, detail and field of an answer, whatever its code', () => {
  const data = { reason: 'hosts-not-confirmed', detail: 'http://a', field: 'confirmedHosts' };
  expect(problemOf(new ORPCError('CONFLICT', { data }))).toEqual(data);
  expect(problemOf(new ORPCError('UNAUTHORIZED', { data: { reason: 'wrong-login' } })).reason).toBe('wrong-login');
});

it('has a word of its own for what the code alone says', () => {
  expect(problemOf(new ORPCError('FORBIDDEN')).reason).toBe('forbidden');
  expect(problemOf(new ORPCError('FORBIDDEN', { data: { reason: 'role', needed: 'lead' } })).reason).toBe('forbidden');
  expect(problemOf(new ORPCError('UNAUTHORIZED', { data: { reason: 'not-signed-in' } })).reason).toBe('forbidden');
  expect(problemOf(new ORPCError('NOT_FOUND', { data: { what: 'source', id: '1' } })).reason).toBe('gone');
  expect(problemOf(new ORPCError('BAD_REQUEST')).reason).toBe('bad-request');
});

it('knows an engine that went away from what nobody expected, and keeps the raw text of that', () => {
  expect(problemOf(new EngineGoneError('gone')).reason).toBe('away');
  expect(problemOf(new ORPCError('REFUSED', { data: 7 })).reason).toBe('unexpected');
  expect(problemOf(new Error('boom'))).toEqual({ reason: 'unexpected', detail: 'boom', field: undefined });
  expect(problemOf('odd').detail).toBe('odd');
});
