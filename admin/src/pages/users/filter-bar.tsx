import { Button, CloseButton, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import type { Schemas } from '../../api/client.ts';
import { userFiltersQuery } from '../../api/queries.ts';
import { SearchField, Toolbar } from '../../parts/table/toolbar.tsx';
import { useUrlValue } from '../../parts/page/url-state.ts';
import { t } from '../../strings.ts';
import { type Category, isCategory, PARAMETERS, withOption, withoutFilters, withoutOption } from './filters.ts';
import classes from './users.module.css';

type Categories = Schemas['UserFilters']['items'];

/** Narrows the list of users; all of it stands in the address. */
export function FilterBar() {
  const { data } = useQuery(userFiltersQuery);
  const categories = data?.items ?? [];
  const [q, setQ] = useUrlValue('q');
  const [category, setCategory] = useUrlValue('category');
  const offered = categories.filter((one) => category === '' || one.category === category);
  return (
    <>
      <Toolbar>
        <SearchField label={t.users.search} value={q} onChange={setQ} />
        <NativeSelect
          label={t.users.category}
          value={category}
          onChange={(event) => setCategory(event.currentTarget.value)}
          data={[{ value: '', label: t.users.allCategories }, ...categories.map((one) => one.category)]}
        />
        <FilterBy categories={offered} />
      </Toolbar>
      <ActiveFilters categories={categories} />
    </>
  );
}

/** An option's value says its category too: with all categories on offer, one choice says both. */
const SEPARATOR = '/';

function FilterBy({ categories }: { categories: Categories }) {
  const [params, setParams] = useSearchParams();
  const chosen = categories
    .filter(({ category }) => isCategory(category) && params.has(PARAMETERS[category]))
    .map(({ category }) => `${category}${SEPARATOR}${params.get(PARAMETERS[category as Category])}`);
  const choose = (choice: string) => {
    const [category = '', ...value] = choice.split(SEPARATOR);
    if (isCategory(category)) setParams(withOption(params, category, value.join(SEPARATOR)), { replace: true });
    else
      setParams(
        categories.reduce(
          (next, one) => (isCategory(one.category) ? withOption(next, one.category, '') : next),
          params,
        ),
        { replace: true },
      );
  };
  return (
    <NativeSelect
      className={classes.filterBy}
      label={t.users.by}
      value={chosen.length === 1 ? chosen[0] : ''}
      onChange={(event) => choose(event.currentTarget.value)}
    >
      <option value="">{t.users.everyone}</option>
      {categories.map(({ category, options }) => (
        <optgroup key={category} label={t.users.sections[category] ?? category}>
          {options.map(({ value, label, count }) => (
            <option key={value} value={`${category}${SEPARATOR}${value}`}>
              {t.users.option(label, count)}
            </option>
          ))}
        </optgroup>
      ))}
    </NativeSelect>
  );
}

/** Every filter that holds, each to be taken out by itself. */
function ActiveFilters({ categories }: { categories: Categories }) {
  const [params, setParams] = useSearchParams();
  const active = categories.flatMap(({ category, options }) => {
    if (!isCategory(category)) return [];
    const parameter = PARAMETERS[category];
    return params.getAll(parameter).map((value) => ({
      parameter,
      value,
      label: `${category}: ${options.find((option) => option.value === value)?.label ?? value}`,
    }));
  });
  if (active.length === 0) return null;
  return (
    <div className={classes.active}>
      <ul aria-label={t.users.active}>
        {active.map(({ parameter, value, label }) => (
          <li key={`${parameter}${value}`}>
            <bdi>{label}</bdi>
            <CloseButton
              size="sm"
              aria-label={t.users.removeFilter(label)}
              onClick={() => setParams(withoutOption(params, parameter, value), { replace: true })}
            />
          </li>
        ))}
      </ul>
      <Button variant="subtle" size="compact-sm" onClick={() => setParams(withoutFilters(params), { replace: true })}>
        {t.users.clearFilters}
      </Button>
    </div>
  );
}
