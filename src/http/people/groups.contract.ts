import { GROUP_NAME_MAX_CHARACTERS } from '../../domain/user-group/user-group.decide.ts';
import { answer } from '../contract/answers.ts';
import { Text, SearchQuery, SortedBy } from '../contract/fields.ts';
import { text, whole, object, page } from '../contract/schemas.ts';

export class GroupsQuery extends SearchQuery {
  @SortedBy('name')
  declare sort?: string;
}

export class GroupBody {
  @Text(GROUP_NAME_MAX_CHARACTERS)
  name!: string;
}

export const Groups = answer('Groups', page(object({ id: text, name: text, members: whole })));
