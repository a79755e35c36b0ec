-- The current value of a copy, from what was observed of it and of its item. The rule stands here and nowhere else; pages,
-- totals and the table read what the triggers below keep. docs/decisions/values.md says it in words.

-- The newest day that has begun somewhere on Earth. What is dated later is still to come and doesn't count.
create or replace function newest_day() returns text language sql stable as $$
  select to_char(now() at time zone 'UTC' + interval '14 hours', 'YYYY-MM-DD')
$$;

-- The value of each copy of these items that has one.
create or replace function worths_of(of_items uuid[]) returns table (copy_id uuid, basis text, amount bigint, currency text,
    observation_id uuid, counted integer, left_out integer) language sql stable as $$
  -- What is about another copy or in another condition says nothing of this one; what names no condition is about each.
  with observed as (
    select c.id as copy, o.id, o.kind, o.amount, o.currency, row_number() over (partition by c.id, o.kind
      order by o.since desc, o.copy_id is null, o.noted_at desc, o.id desc) as place
    from observations o join copies c on c.tenant_id = o.tenant_id and c.item_id = o.item_id
      and (o.copy_id is null or o.copy_id = c.id) and (o.condition = '' or o.condition = c.condition)
    where o.item_id = any(of_items) and o.kind <> 'asked' and o.since <= newest_day()
  ),
  -- Sales are compared within the currency of the newest one.
  sold as (
    select s.copy, s.amount, s.currency, n.id as newest, s.currency = n.currency as rules,
      row_number() over (partition by s.copy, s.currency order by s.place) as place
    from observed s join observed n on n.copy = s.copy and n.kind = 'sold' and n.place = 1
    where s.kind = 'sold'
  ),
  -- Between two middle ones lies their mean; half a minor unit is rounded up.
  median as (
    select copy, currency, newest, count(*)::int as counted,
      ((array_agg(amount order by amount))[(count(*) + 1) / 2]
        + (array_agg(amount order by amount))[count(*) / 2 + 1] + 1) / 2 as amount
    from sold where rules and place <= 5 group by copy, currency, newest
  ),
  found as (
    select copy, 1 as rank, 'appraised' as basis, amount, currency, id, 1 as counted, 0 as left_out
      from observed where kind = 'appraised' and place = 1
    union all
    select m.copy, 2, 'sold', m.amount, m.currency, m.newest, m.counted,
      (select count(*)::int from sold s where s.copy = m.copy and not s.rules) from median m
    union all
    select copy, 3, 'estimate', amount, currency, id, 1, 0 from observed where kind = 'estimate' and place = 1
  )
  select distinct on (f.copy) f.copy, f.basis, f.amount, f.currency, f.id, f.counted, f.left_out
  from found f order by f.copy, f.rank
$$;

-- Makes the values of these items' copies those of the rule. Whoever changes what they are made of takes turns, item by
-- item, so that each sees what the one before has written.
create or replace function write_worths(of_items uuid[]) returns void language plpgsql
  set plan_cache_mode = force_custom_plan as $$
begin
  perform from items i where i.id = any(of_items) order by i.id for no key update;
  with made as materialized (select * from worths_of(of_items)),
  gone as (
    delete from worths w using copies c where c.tenant_id = w.tenant_id and c.id = w.copy_id and c.item_id = any(of_items)
      and not exists (select from made m where m.copy_id = w.copy_id)
  )
  insert into worths as w (copy_id, basis, amount, currency, observation_id, counted, left_out) select * from made
    on conflict (tenant_id, copy_id) do update set basis = excluded.basis, amount = excluded.amount,
      currency = excluded.currency, observation_id = excluded.observation_id, counted = excluded.counted,
      left_out = excluded.left_out
    where (w.basis, w.amount, w.currency, w.observation_id, w.counted, w.left_out) is distinct from
      (excluded.basis, excluded.amount, excluded.currency, excluded.observation_id, excluded.counted, excluded.left_out);
end
$$;

-- Only items of which something was observed are looked at.
create or replace function keep_worths() returns trigger language plpgsql set plan_cache_mode = force_custom_plan as $$
declare
  changed uuid[];
begin
  if tg_table_name = 'observations' then
    if tg_op <> 'INSERT' then changed := array(select item_id from old_rows); end if;
    if tg_op <> 'DELETE' then changed := changed || array(select item_id from new_rows); end if;
  elsif tg_op = 'INSERT' then
    changed := array(select n.item_id from new_rows n);
  else
    changed := array(select i.item_id from new_rows n join old_rows o on o.tenant_id = n.tenant_id and o.id = n.id
        and (o.condition <> n.condition or o.item_id <> n.item_id)
      cross join lateral (values (n.item_id), (o.item_id)) i (item_id));
  end if;
  if tg_table_name = 'copies' then
    changed := array(select c.id from unnest(changed) c (id) where exists (select from observations o where o.item_id = c.id));
  end if;
  if cardinality(changed) > 0 then perform write_worths(array(select distinct unnest(changed))); end if;
  return null;
end
$$;

do $worths$
declare
  name text;
  happened text;
begin
  foreach name in array array['observations', 'copies'] loop
    foreach happened in array array['insert', 'update', 'delete'] loop
      execute format('drop trigger if exists keep_worths_%s on %I', happened, name);
      -- The value of a copy that goes, goes with it.
      continue when name = 'copies' and happened = 'delete';
      execute format('create trigger keep_worths_%1$s after %1$s on %2$I referencing %3$s for each statement
        when (not is_restoring()) execute function keep_worths()', happened, name,
        case happened when 'insert' then 'new table as new_rows' when 'delete' then 'old table as old_rows'
          else 'new table as new_rows old table as old_rows' end);
    end loop;
  end loop;
end
$worths$;
