import { Body, Controller, Delete, Get, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { GroupItem } from '../../../projections/user-directory.ts';
import { scopeOf } from '../../auth/principals.ts';
import { CreateGroup, DeleteGroup, RenameGroup } from '../../commands/people/user-groups.ts';
import { Answers, AnswersAs, Keyed, Created, Done } from '../contract/answers.ts';
import type { ApiRequest } from '../api-request.ts';
import { Commands } from '../commands.ts';
import { type Column, CSV, sendCsv } from '../exports.ts';
import { ExportQuery } from '../contract/fields.ts';
import { answered } from '../contract/positions.ts';
import { Queries } from '../queries.ts';
import { GroupBody, Groups, GroupsQuery } from './groups.contract.ts';

const GROUP_COLUMNS: readonly Column<GroupItem>[] = [
  ['id', ({ id }) => id],
  ['name', ({ name }) => name],
  ['members', ({ members }) => members],
];

@ApiTags('user groups')
@Controller('v1/groups')
export class GroupsController {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  @Get()
  @Answers(200, Groups, 'User groups, with how many belong to each')
  list(@Req() { caller }: ApiRequest, @Query() { after, ...query }: GroupsQuery) {
    const view = { account: caller.account, scope: scopeOf(caller), ...query };
    return this.queries.list(['user-directory'], after, 'listGroups', view);
  }

  @Get('export')
  @AnswersAs([CSV], 'All user groups, as CSV')
  export(
    @Req() { caller }: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Query() { after, ...query }: ExportQuery,
  ) {
    const view = { account: caller.account, scope: scopeOf(caller), ...query };
    return sendCsv<GroupItem>(reply, 'groups', GROUP_COLUMNS, (page) =>
      this.queries.list(['user-directory'], after, 'listGroups', { ...view, ...page }),
    );
  }

  @Post()
  @Keyed()
  @Answers(201, Created, 'Create a group')
  async create(@Req() request: ApiRequest, @Body() { name }: GroupBody) {
    const groupId = this.commands.newId(request);
    const { position } = await this.commands.send(new CreateGroup(this.commands.contextOf(request), { groupId, name }));
    return answered({ id: groupId, position });
  }

  @Patch(':id')
  @Keyed()
  @Answers(200, Done, 'Rename a group')
  async rename(@Req() request: ApiRequest, @Param('id') groupId: string, @Body() { name }: GroupBody) {
    return answered(await this.commands.send(new RenameGroup(this.commands.contextOf(request), { groupId, name })));
  }

  @Delete(':id')
  @Keyed()
  @Answers(200, Done, 'Delete a group; its members stay')
  async remove(@Req() request: ApiRequest, @Param('id') groupId: string) {
    return answered(await this.commands.send(new DeleteGroup(this.commands.contextOf(request), { groupId })));
  }
}
