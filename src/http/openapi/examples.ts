/**
 * One example for each body, under the name of its class: shown in the document, tried out at `/docs`. A test holds each
 * against the rules of its class, and every body must have one.
 */
export const EXAMPLES: { readonly [body: string]: unknown } = {
  SignInBody: { email: 'ada@example.com', password: 'correct horse battery' },
  AcceptInvitationBody: { token: 'qT0n1Q4vN7o2mJr0u1b6xg', password: 'correct horse battery' },
  TokenBody: {
    grant_type: 'client_credentials',
    client_id: '0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b',
    client_secret: 'shown once, when the service account was added',
  },

  ChangePasswordBody: { currentPassword: 'correct horse battery', newPassword: 'staple battery horse' },
  ChangeMeBody: { firstName: 'Ada' },

  ImportUsersBody: { text: 'Bo Agent bo@example.com; Cid Agent cid@example.com', dryRun: true },
  ChangeSeatsBody: {
    filter: { seat: ['remote-support-v5:concurrent'] },
    product: 'service-desk',
    type: 'named',
    dryRun: true,
  },
  AddUserBody: { email: 'bo@example.com', firstName: 'Bo', lastName: 'Agent', role: 'member' },
  ChangeUserBody: { role: 'manager', privileges: ['manage-users', 'manage-seats'] },
  ReasonBody: { reason: 'left the company' },
  AssignSeatBody: { type: 'concurrent' },
  InvitationBody: { notify: false },
  GroupBody: { name: 'Berlin' },
  AddServiceAccountBody: { name: 'Agent app', privileges: ['act-for-agents'] },

  ChangePlanBody: { named: 5, concurrent: 10, reason: 'ten more agents from May' },
  ChangeAccountBody: { inactiveAfterDays: 60, leaseSeconds: { 'remote-support-v5': 180 }, claimSeconds: 45 },
  BillingContactBody: { userId: '0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b' },

  StartSessionBody: { product: 'remote-support-v5', platform: 'windows', device: 'Laptop 17' },
  ConnectSessionBody: { mode: 'attended', platform: 'mac' },
  HeartbeatsBody: {
    sessionIds: ['0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b'],
    ticketIds: ['0199a1b2-9000-7e4f-8a5b-6c7d8e9f0a1b'],
  },
  RequestSeatBody: { product: 'remote-support-v5' },
  ClaimSeatBody: { platform: 'windows', device: 'Laptop 17' },
  SessionBatchBody: {
    commands: [
      { op: 'start', product: 'remote-support-v5', agentId: '0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b' },
      { op: 'end', sessionId: '0199a1b2-8000-7e4f-8a5b-6c7d8e9f0a1b' },
    ],
  },
  EndSharedSessionsBody: {
    sessionIds: ['0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b'],
    reason: 'not-in-use',
    note: 'gone home',
    graceSeconds: 60,
  },
  WithdrawSessionEndsBody: { sessionIds: ['0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b'] },
};
