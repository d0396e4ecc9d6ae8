import { os } from '../transports/implement.ts';
import type { AuditLog } from './service.ts';

export function auditRouter(log: AuditLog) {
  return {
    list: os.audit.list.handler(({ input }) => log.list(input)),
    verify: os.audit.verify.handler(() => log.verify()),
  };
}
