import { isDeepStrictEqual } from 'node:util';
import { Controller, Get, Headers, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Forbidden } from '../../auth/access-refused.ts';
import { Authenticator } from '../../auth/authenticate.ts';
import { type Principal, scopeOf } from '../../auth/principals.ts';
import { PositionBeyondHead } from '../../event-store/event-store.ts';
import { type Audience, CHANGES, EVERYTHING } from '../../push/audiences.ts';
import type { Listener } from '../../push/listener.ts';
import { Push } from '../../push/push.ts';
import { AnswersAs, EVENT_STREAM } from '../contract/answers.ts';
import type { ApiRequest } from '../api-request.ts';
import { type Admission, goesOn } from '../hooks.ts';
import { invalid } from '../problem.ts';
import { ADMISSION } from '../tokens.ts';
import { StreamQuery } from './stream.contract.ts';

const POSITION = /^\d{1,15}$/;
/** Rights are believed for three seconds, and a stream ends within five of losing them. */
const CHECK_RIGHTS_EVERY_MS = 1_500;

/** Neither kept nor held back on the way: each event goes on as it comes. */
const HEADERS = {
  'content-type': EVENT_STREAM,
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
} as const;

/** What happens, told as it happens. */
@ApiTags('push')
@Controller('v1/stream')
export class StreamController {
  constructor(
    private readonly push: Push,
    private readonly authenticator: Authenticator,
    @Inject(ADMISSION) private readonly admission: Admission,
  ) {}

  @Get()
  @ApiHeader({
    name: 'Last-Event-ID',
    required: false,
    description:
      'The id of the last event that was received, a position: the stream goes on behind it. Counts before `after`.',
  })
  @AnswersAs(
    [EVENT_STREAM],
    'Server-sent events: shared-sessions-changed, plan-changed, users-changed; for auditors every event by its type',
  )
  async open(
    @Req() request: ApiRequest,
    @Res() reply: FastifyReply,
    @Query() { after, events }: StreamQuery,
    @Headers('last-event-id') lastEventId?: string,
  ): Promise<void> {
    const { caller } = request;
    const audience = audienceOf(caller, events);
    const beginning = await this.#beginning(lastEventId, after);
    goesOn(request, this.admission);
    reply.hijack();
    for (const [name, value] of Object.entries({ ...reply.getHeaders(), ...HEADERS }))
      if (value !== undefined) reply.raw.setHeader(name, value);
    reply.raw.flushHeaders();
    if (request.method === 'HEAD') return void reply.raw.end();
    const options = { account: caller.account, scope: scopeOf(caller), audience, after: beginning };
    this.#whileAllowed(request, this.push.listen(reply.raw, options));
  }

  async #beginning(lastEventId: string | undefined, after: string | undefined) {
    if (lastEventId !== undefined && !POSITION.test(lastEventId)) throw notAPosition('is not a position');
    const given = lastEventId ?? after;
    try {
      return await this.push.beginning(given === undefined ? undefined : Number(given));
    } catch (error) {
      throw error instanceof PositionBeyondHead ? notAPosition('lies in the future') : error;
    }
  }

  /** Ends the stream when the caller may no longer be here, or their rights are others than those it was opened with. */
  #whileAllowed(request: ApiRequest, listener: Listener): void {
    const { caller, claims } = request;
    const check = setInterval(() => {
      this.authenticator.recheck(request, claims).then(
        (now) => sameRights(now, caller) || listener.close(),
        () => listener.close(),
      );
    }, CHECK_RIGHTS_EVERY_MS).unref();
    listener.closed.addEventListener('abort', () => clearInterval(check));
  }
}

function audienceOf({ role, privileges }: Principal, events: StreamQuery['events']): Audience {
  if ((events ?? (role === 'auditor' ? 'all' : 'changes')) === 'changes') return CHANGES;
  if (!privileges.has('read-audit')) throw new Forbidden('This needs read-audit.');
  return EVERYTHING;
}

const sameRights = (one: Principal, other: Principal): boolean => isDeepStrictEqual(one, other);

const notAPosition = (message: string) => invalid([{ pointer: '/Last-Event-ID', message: `${message} of this store` }]);
