import { z } from 'zod';

/**
 * Must be imported before any module that builds a schema. zod probes `new Function` to compile its parsers, which the
 * page's content security policy forbids (no `unsafe-eval`) and would log as a violation at every start.
 */
z.config({ jitless: true });
