/** Calls of the contract that the server does not describe yet. Deleted as they land. */
type Done<Body, Answer, Status extends number = 200> = {
  requestBody: { content: { 'application/json': Body } };
  parameters: { query?: never; header?: { 'Idempotency-Key'?: string }; path?: never; cookie?: never };
  responses: { [S in Status]: { headers: Record<string, unknown>; content: { 'application/json': Answer } } };
};
export type Ending = { deadlineAt: string; by: string; reason: string; note: string | null } | null;
export type ImportResult = { line: number; email: string; outcome: string; userId?: string; code?: string };
export type BulkSeatsBody = {
  userIds?: string[];
  filter?: { seat?: string[]; userType?: string[]; group?: string[]; status?: string[]; q?: string };
  product: string;
  type: 'named' | 'concurrent' | null;
  dryRun?: boolean;
};
export type BulkSeatsResult = { userId: string; outcome: string; code?: string; endedSessions?: string[] };

export interface PendingPaths {
  '/v1/auth/change-password': { post: Done<{ currentPassword: string; newPassword: string }, undefined> };
  '/v1/users/import': { post: Done<{ text: string }, { results: ImportResult[]; position: string }> };
  '/v1/users/seats': { post: Done<BulkSeatsBody, { results: BulkSeatsResult[]; position: string }> };
}
