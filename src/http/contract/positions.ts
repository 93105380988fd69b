/** Positions are numbers inside and text outside: a store with a wider counter must not change the contract. */
export function answered<Answer extends { position: number }>(
  answer: Answer,
): Omit<Answer, 'position'> & { position: string } {
  return { ...answer, position: String(answer.position) };
}
