import { IsOptional } from 'class-validator';
import { OneOf, Query } from '../contract/fields.ts';

export class StreamQuery extends Query {
  /** `changes`: what to read again. `all`: every event; needs read-audit. Auditors get `all` unless they say otherwise. */
  @IsOptional()
  @OneOf(['changes', 'all'])
  events?: 'changes' | 'all';
}
