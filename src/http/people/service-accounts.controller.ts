import { Body, Controller, Delete, Get, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Forbidden } from '../../auth/access-refused.ts';
import type { CredentialStore } from '../../auth/credentials/credential-store.ts';
import { mayGrant, Principals } from '../../auth/principals.ts';
import { AddServiceAccount, DeleteServiceAccount } from '../../commands/people/service-accounts.ts';
import { Answers, Keyed, Done } from '../contract/answers.ts';
import type { ApiRequest } from '../api-request.ts';
import { Commands } from '../commands.ts';
import { ListQuery } from '../contract/fields.ts';
import { answered } from '../contract/positions.ts';
import { Queries } from '../queries.ts';
import { CREDENTIALS } from '../tokens.ts';
import { ServiceAccountSecret, ServiceAccounts, AddServiceAccountBody } from './service-accounts.contract.ts';

/** Programs that act with privileges of their own, such as an agent console on behalf of its agents. */
@ApiTags('service accounts')
@Controller('v1/service-accounts')
export class ServiceAccountsController {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
    private readonly principals: Principals,
    @Inject(CREDENTIALS) private readonly credentials: CredentialStore,
  ) {}

  @Get()
  @Answers(200, ServiceAccounts, 'Service accounts')
  async list(@Req() { caller }: ApiRequest, @Query() { after, ...query }: ListQuery) {
    const view = { account: caller.account, ...query };
    const page = await this.queries.list(['user-directory'], after, 'listServiceAccounts', view);
    return { ...page, items: page.items.map((item) => ({ ...item, clientId: item.id })) };
  }

  /** The client id is the account's id: one client each, and nothing more to look up. */
  @Post()
  @Keyed()
  @Answers(201, ServiceAccountSecret, 'Add a service account; its secret is shown this once')
  async add(@Req() request: ApiRequest, @Body() { name, privileges }: AddServiceAccountBody) {
    if (!mayGrant(request.caller, privileges))
      throw new Forbidden('You may not grant privileges that you do not hold.');
    const id = this.commands.newId(request);
    const context = this.commands.contextOf(request);
    const { position } = await this.commands.send(new AddServiceAccount(context, { id, name, privileges }));
    const client = { clientId: id, serviceAccountId: id, account: context.account };
    const { clientSecret } = await this.credentials.clientSecrets.issue(client, context.commandId);
    return answered({ id, clientId: id, clientSecret, position });
  }

  @Delete(':id')
  @Keyed()
  @Answers(200, Done, 'Delete a service account; its tokens stop at once')
  async remove(@Req() request: ApiRequest, @Param('id') id: string) {
    const done = await this.commands.send(new DeleteServiceAccount(this.commands.contextOf(request), { id }));
    this.principals.invalidate(id);
    return answered(done);
  }
}
