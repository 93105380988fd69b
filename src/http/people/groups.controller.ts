import { Body, Controller, Delete, Get, Param, Patch, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CreateGroup, DeleteGroup, RenameGroup } from '../../commands/people/user-groups.ts';
import { Answers, Keyed, Created, Done } from '../answers.ts';
import type { ApiRequest } from '../api-request.ts';
import { Commands } from '../commands.ts';
import { answered } from '../positions.ts';
import { Queries } from '../queries.ts';
import { GroupBody, Groups, GroupsQuery } from './groups.contract.ts';

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
    return this.queries.list(['user-directory'], after, 'listGroups', { account: caller.account, ...query });
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
