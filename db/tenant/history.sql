-- The history: what each action changed, row by row, kept by triggers on every table whose author says so in schema.ts.

-- The change set of this transaction. The app names it; another writer's transactions are told apart by their number.
create or replace function change_set_now() returns uuid language sql stable as $$
  select coalesce(
    nullif(current_setting('app.change_set', true), '')::uuid,
    md5(concat_ws(' ', pg_current_xact_id(), transaction_timestamp()))::uuid)
$$;

-- Enters the change set with its author's name as it is now, and the fields that it touched.
create or replace function enter_change_set(tenant uuid, change_set uuid, touched text[]) returns void language plpgsql as $$
declare
  author uuid := nullif(current_setting('app.member_id', true), '')::uuid;
begin
  if exists (select from change_sets s where s.tenant_id = tenant and s.id = change_set and s.fields @> touched) then
    return;
  end if;
  insert into change_sets (tenant_id, id, action, member_id, member_name, fields) values (
    tenant, change_set, coalesce(nullif(current_setting('app.action', true), ''), 'change'), author,
    coalesce((select m.name from members m where m.tenant_id = tenant and m.id = author), ''), touched)
  on conflict (tenant_id, id) do update set fields =
    array(select distinct field from unnest(change_sets.fields || excluded.fields) field order by 1);
end
$$;

-- Which items the rows belong to that these hang on, by their ids; also of rows that went before.
-- $2: the table they are in
create or replace function items_of(tenant uuid, through text, parents uuid[]) returns jsonb language plpgsql as $$
declare
  found jsonb;
begin
  execute format('select jsonb_object_agg(id, item_id) from %I where tenant_id = $1 and id = any($2)', through)
    into found using tenant, parents;
  return coalesce(found, '{}') || coalesce((select jsonb_object_agg(l.parent, l.item_id) from (
    select parent, (select c.item_id from changes c where c.tenant_id = tenant and c.row_id = parent order by c.at desc limit 1)
    from unnest(parents) parent where found -> parent::text is null) l), '{}');
end
$$;

drop function if exists keep_change() cascade;

do $history$
declare
  name regclass;
  word jsonb;
  happened text;
  rows text;
begin
  -- Keeps what a statement did to each row: all of one that came or went, else the columns that differ, so that taking it
  -- back leaves alone what others wrote beside it. Within a change set a row's changes add up to one. A statement may
  -- reach a row twice through its references. Planned once, because planning costs more than a row.
  -- Its arguments: the column that leads to the item, the table it leads through, the columns that are left out.
  foreach happened in array array['insert', 'update', 'delete'] loop
    rows := case when happened <> 'insert' then 'select r.tenant_id, r.id, to_jsonb(r) - skipped as whole, true as old,
        row_number() over () as place from old_rows r' end;
    rows := concat_ws(' union all ', rows, case when happened <> 'delete' then 'select r.tenant_id, r.id,
        to_jsonb(r) - skipped, false, row_number() over () from new_rows r' end);
    execute format($function$
      create or replace function keep_change_%1$s() returns trigger language plpgsql
        set timezone to 'UTC' set plan_cache_mode to force_generic_plan as $body$
      declare
        skipped constant text[] := tg_argv[2];
        own constant text := nullif(tg_argv[0], '');
        through constant text := tg_argv[1];
        change_set constant uuid := change_set_now();
      begin
        with rows (tenant_id, id, whole, old, place) as (%2$s), each as (
          select r.tenant_id, r.id, (array_agg(r.whole order by r.place) filter (where r.old))[1] as was,
            (array_agg(r.whole order by r.place desc) filter (where not r.old))[1] as became
          from rows r group by r.tenant_id, r.id
        ), differing as materialized (
          -- A photo that is removed from its item belongs to the item's history.
          select e.tenant_id, e.id, coalesce(e.became ->> own, e.was ->> own)::uuid as parent, d.* from each e cross join lateral (
            select case when e.became is null then e.was else jsonb_object_agg(w.key, w.value) end as before,
              case when e.was is null then e.became else jsonb_object_agg(w.key, e.became -> w.key) end as after,
              case when e.was is null then array[tg_table_name || '+'] when e.became is null then array[tg_table_name || '-']
                else array_agg(tg_table_name || '.' || w.key) end as touched
            from jsonb_each(case when e.became is not null then e.was end) w where w.value is distinct from e.became -> w.key) d
          where e.was is distinct from e.became
        ), entered as materialized (
          select d.tenant_id, enter_change_set(d.tenant_id, change_set, array_agg(distinct t.field)) as done,
            case when through <> '' then items_of(d.tenant_id, through, array_agg(distinct d.parent)) end as items
          from differing d cross join lateral unnest(d.touched) t (field) group by d.tenant_id
        )
        insert into changes as kept (tenant_id, change_set_id, table_name, row_id, item_id, before, after)
        select d.tenant_id, change_set, tg_table_name, d.id,
          case when through <> '' then (e.items ->> d.parent::text)::uuid else d.parent end, d.before, d.after
        from entered e join differing d on d.tenant_id = e.tenant_id
        on conflict (tenant_id, change_set_id, table_name, row_id) do update set
          at = excluded.at,
          item_id = coalesce(excluded.item_id, kept.item_id),
          before = case when kept.before is not null then coalesce(excluded.before, '{}') || kept.before end,
          after = case when excluded.after is not null then coalesce(kept.after, '{}') || excluded.after end
        -- What a statement changed of a row before it took it away is told after that, and is no news.
        where kept.after is not null or excluded.before is null or excluded.after is null;
        return null;
      end
      $body$ $function$, happened, rows);
  end loop;

  for name, word in select c.oid, '@history@'::jsonb -> c.relname::text from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') loop
    foreach happened in array array['insert', 'update', 'delete'] loop
      execute format('drop trigger if exists keep_change_%s on %s', happened, name);
      continue when word is null;
      -- What Postgres generates, or a reference carries, follows by itself.
      execute format('create trigger keep_change_%1$s after %1$s on %2$s referencing %3$s for each statement
        when (not is_restoring()) execute function keep_change_%1$s(%4$L, %5$L, %6$L)', happened, name,
        case happened when 'insert' then 'new table as new_rows' when 'delete' then 'old table as old_rows'
          else 'old table as old_rows new table as new_rows' end,
        coalesce(word ->> 'own', ''), coalesce(word ->> 'through', ''),
        array(select attname::text from pg_attribute where attrelid = name and attnum > 0 and attgenerated <> ''
          union select 'tenant_id' union select 'hidden' union select jsonb_array_elements_text(word -> 'without')));
    end loop;
  end loop;
end
$history$;

-- What is left of a row for reading: what is empty is left out, a long text is cut.
create or replace function thinned(part jsonb, letters integer) returns jsonb language sql immutable strict as $$
  select coalesce(jsonb_object_agg(p.key, case when length(p.value #>> '{}') > letters
      then to_jsonb(left(p.value #>> '{}', letters) || '…') else p.value end), '{}')
    from jsonb_each(part) p where p.value not in ('null', '""', '[]', '{}')
$$;
