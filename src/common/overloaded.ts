/** More is waiting than can be worked on soon. Nothing was written; try again after `retryAfterSeconds`. */
export class Overloaded extends Error {
  readonly retryAfterSeconds = 1;
  constructor() {
    super('Too many commands are waiting. Try again in a second.');
    this.name = 'Overloaded';
  }
}
