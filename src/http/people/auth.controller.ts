import { Body, Controller, Get, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { SignInRefused } from '../../auth/access-refused.ts';
import { Authenticator } from '../../auth/authenticate.ts';
import { type SignedIn, SignInService } from '../../auth/sign-in-service.ts';
import {
  AcceptInvitation,
  ChangeOwnName,
  RecordPasswordChange,
  RecordSignIn,
} from '../../commands/people/users.handlers.ts';
import type { ApiRequest } from '../api-request.ts';
import { Answers, Done, Keyed, Refuses } from '../contract/answers.ts';
import { Commands } from '../commands.ts';
import { Query as AfterQuery, EmptyBody } from '../contract/fields.ts';
import { answered } from '../contract/positions.ts';
import { present } from '../contract/present.ts';
import { Me } from './me.ts';
import * as answer from './auth.contract.ts';
import { AcceptInvitationBody, ChangeMeBody, ChangePasswordBody, SignInBody, TokenBody } from './auth.contract.ts';

@ApiTags('signing in')
@Controller('v1')
export class AuthController {
  constructor(
    private readonly signIns: SignInService,
    private readonly authenticator: Authenticator,
    private readonly commands: Commands,
    private readonly me: Me,
  ) {}

  @Post('auth/sign-in')
  @Refuses('UNAUTHENTICATED', 'TOO_MANY_REQUESTS')
  @Answers(200, answer.SignedIn, 'Sign in with e-mail and password: an access token and the cookie of the Admin Center')
  async signIn(
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() { email, password }: SignInBody,
  ) {
    const signedIn = await this.signIns.signIn({ email, password, client: request.ip });
    return this.#welcome(request, reply, signedIn);
  }

  @Post('auth/accept-invitation')
  @Refuses('UNAUTHENTICATED', 'TOO_MANY_REQUESTS')
  @Answers(200, answer.SignedIn, 'Choose a password; the token works once')
  async acceptInvitation(
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() { token, password }: AcceptInvitationBody,
  ) {
    const signedIn = await this.signIns.acceptInvitation(
      { token, password, client: request.ip },
      ({ userId, account }) =>
        this.commands.send(new AcceptInvitation(this.commands.contextFor(request, { account, userId }), { userId })),
    );
    return this.#welcome(request, reply, signedIn);
  }

  @Post('auth/token')
  @ApiConsumes('application/x-www-form-urlencoded')
  @Refuses('UNAUTHENTICATED', 'TOO_MANY_REQUESTS')
  @Answers(200, answer.Token, 'OAuth 2.0 client credentials: an access token for a service account')
  async token(@Req() request: ApiRequest, @Body() body: TokenBody) {
    const { clientId, clientSecret } = clientOf(request.headers.authorization, body);
    const { accessToken, expiresInSeconds } = await this.signIns.clientToken({
      clientId,
      clientSecret,
      client: request.ip,
    });
    return { access_token: accessToken, token_type: 'Bearer', expires_in: expiresInSeconds };
  }

  @Post('auth/sign-out')
  @Keyed()
  @Answers(204, null, 'Ends this sign-in: its cookie and its access tokens')
  async signOut(
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() _nothing: EmptyBody,
  ): Promise<void> {
    await this.signIns.signOut(request.claims);
    reply.header('set-cookie', this.authenticator.cookie.clear(request));
  }

  @Post('auth/change-password')
  @Keyed()
  @Refuses('WRONG_PASSWORD', 'TOO_MANY_REQUESTS')
  @Answers(
    204,
    null,
    'Choose another password: every other sign-in of yours ends; a wrong current one is WRONG_PASSWORD',
  )
  async changePassword(@Req() request: ApiRequest, @Body() body: ChangePasswordBody): Promise<void> {
    const context = this.commands.contextOf(request);
    const record = () => this.commands.send(new RecordPasswordChange(context, {}));
    await this.signIns.changePassword(request.claims, { ...body, client: request.ip }, record);
  }

  @Get('me')
  @Answers(200, answer.Me, 'Who is asking, and what they may do')
  whoAmI(@Req() { caller }: ApiRequest, @Query() { after }: AfterQuery) {
    return this.me.of(caller.kind, caller.id, after);
  }

  @Patch('me')
  @Keyed()
  @Answers(200, Done, 'Change your own first or last name')
  async changeMe(@Req() request: ApiRequest, @Body() body: ChangeMeBody) {
    return answered(await this.commands.send(new ChangeOwnName(this.commands.contextOf(request), present(body))));
  }

  async #welcome(
    request: ApiRequest,
    reply: FastifyReply,
    { userId, account, accessToken, expiresInSeconds, cookieSecret }: SignedIn,
  ) {
    const context = this.commands.contextFor(request, { account, userId });
    const { position } = await this.commands.send(new RecordSignIn(context, { userId }));
    reply.header('set-cookie', this.authenticator.cookie.set(cookieSecret, request));
    return { accessToken, expiresIn: expiresInSeconds, user: await this.me.of('user', userId, String(position)) };
  }
}

/** RFC 6749, 2.3.1: in the header (form-encoded, then Basic), or in the form. */
function clientOf(authorization: string | undefined, { client_id: id, client_secret: secret }: TokenBody) {
  const basic = /^Basic +([A-Za-z0-9+/]+=*)$/i.exec(authorization ?? '')?.[1];
  if (basic === undefined) {
    if (id === undefined || secret === undefined) throw new SignInRefused('Name the client and its secret.');
    return { clientId: id, clientSecret: secret };
  }
  const pair = Buffer.from(basic, 'base64').toString();
  const colon = pair.indexOf(':');
  if (colon < 0) throw new SignInRefused('The client id or the client secret is wrong.');
  return { clientId: formDecoded(pair.slice(0, colon)), clientSecret: formDecoded(pair.slice(colon + 1)) };
}

function formDecoded(text: string): string {
  return new URLSearchParams(`v=${text}`).get('v') ?? '';
}
