import type { Caller } from '#core/contract/identity.ts';
import type { Intake } from '#core/contract/sources.ts';

/** What the sources page asks of the line-protocol entrance. */
export interface IntakePort {
  describe(): Intake | Promise<Intake>;
  /** Makes a new token for writing, in place of the one before; audited where it is made. */
  newToken(by: Caller): Promise<{ token: string }>;
}
