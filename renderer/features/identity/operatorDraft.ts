import { nameSchema } from '#core/contract/base.ts';
import { loginSchema, passwordSchema } from '#core/contract/identity.ts';

/** What is written for a new operator. */
export interface OperatorDraft {
  readonly name: string;
  readonly login: string;
  readonly password: string;
}

export type DraftField = keyof OperatorDraft;

const rules = { name: nameSchema, login: loginSchema, password: passwordSchema };

/** Fields of the draft that the engine would not take, in the order of the form; empty ones too. */
export function badFields(draft: OperatorDraft): DraftField[] {
  return (['name', 'login', 'password'] as const).filter((field) => !rules[field].safeParse(draft[field]).success);
}
