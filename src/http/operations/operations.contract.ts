import { answer } from '../contract/answers.ts';
import { text, position, listOf, object } from '../contract/schemas.ts';

export const Alive = answer('Alive', object({ status: { const: 'alive' } }));
export const Serving = answer(
  'Serving',
  object({ status: { enum: ['serving', 'not-serving'] }, reasons: listOf(text) }),
);
export const Readiness = answer(
  'Readiness',
  object({
    status: { enum: ['ready', 'not-ready'] },
    reasons: listOf(text),
    position,
    projections: listOf(object({ name: text, state: text, position, 'reason?': text })),
  }),
);
