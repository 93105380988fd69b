import type { CredentialStore } from '../../auth/credentials/credential-store.ts';
import { InviteUser } from '../../commands/people/users.handlers.ts';
import type { ApiRequest } from '../api-request.ts';
import type { Commands } from '../commands.ts';

/** Invites people. The token is in the answer only; what the Admin Center shows is the link. */
export class Invitations {
  constructor(
    private readonly commands: Commands,
    private readonly credentials: CredentialStore,
    private readonly publicUrl: string,
  ) {}

  /** The ledger first: it refuses whoever may not be invited, and a crash in between leaves no token that works. */
  async invite(request: ApiRequest, userId: string) {
    const { invitations } = this.credentials;
    const expiresAt = invitations.expiry();
    const context = this.commands.contextOf(request);
    const { position } = await this.commands.send(new InviteUser(context, { userId, expiresAt }));
    const { token } = await invitations.issue({ userId, account: context.account, expiresAt }, context.commandId);
    // Behind the '#' it reaches neither a server's log nor a Referer header.
    return { url: `${this.publicUrl}/accept-invitation#token=${token}`, token, expiresAt, position: String(position) };
  }
}
