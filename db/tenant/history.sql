-- The history: what each action changed, row by row, kept by a trigger on every table whose author says so in schema.ts.

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

-- Keeps what happened to a row: all of one that came or went, else the columns that differ, so that taking it back
-- leaves alone what others wrote beside it. Within a change set a row's changes add up to one.
-- Its arguments: the column that leads to the item, the table it leads through, the columns that are left out.
create or replace function keep_change() returns trigger language plpgsql set timezone to 'UTC' as $$
declare
  skipped text[] := tg_argv[2];
  was jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) - skipped end;
  became jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) - skipped end;
  tenant uuid := coalesce(new.tenant_id, old.tenant_id);
  which uuid := coalesce(new.id, old.id);
  -- A photo that is removed from its item belongs to the item's history.
  item uuid := coalesce(became ->> nullif(tg_argv[0], ''), was ->> nullif(tg_argv[0], ''));
  parent uuid := item;
  change_set uuid := change_set_now();
  touched text[] := array[tg_table_name || case tg_op when 'INSERT' then '+' else '-' end];
begin
  if was = became then
    return null;
  end if;
  if tg_op = 'UPDATE' then
    select jsonb_object_agg(key, was -> key), jsonb_object_agg(key, became -> key),
        array_agg(tg_table_name || '.' || key order by key)
      into was, became, touched
      from jsonb_object_keys(was) key where was -> key is distinct from became -> key;
  end if;
  if tg_argv[1] <> '' then
    execute format('select item_id from %I where tenant_id = $1 and id = $2', tg_argv[1])
      into item using tenant, parent;
    -- The row it hung on went before it.
    item := coalesce(item, (select c.item_id from changes c
      where c.tenant_id = tenant and c.row_id = parent order by c.at desc limit 1));
  end if;
  perform enter_change_set(tenant, change_set, touched);
  insert into changes as kept (tenant_id, change_set_id, table_name, row_id, item_id, before, after)
    values (tenant, change_set, tg_table_name, which, item, was, became)
    on conflict (tenant_id, change_set_id, table_name, row_id) do update set
      at = excluded.at,
      item_id = coalesce(excluded.item_id, kept.item_id),
      before = case when kept.before is not null then coalesce(excluded.before, '{}') || kept.before end,
      after = case when excluded.after is not null then coalesce(kept.after, '{}') || excluded.after end;
  return null;
end
$$;

-- What is left of a row for reading: what is empty is left out, a long text is cut.
create or replace function thinned(part jsonb, letters integer) returns jsonb language sql immutable strict as $$
  select coalesce(jsonb_object_agg(p.key, case when length(p.value #>> '{}') > letters
      then to_jsonb(left(p.value #>> '{}', letters) || '…') else p.value end), '{}')
    from jsonb_each(part) p where p.value not in ('null', '""', '[]', '{}')
$$;

do $history$
declare
  name regclass;
  word jsonb;
begin
  for name, word in select c.oid, '@history@'::jsonb -> c.relname::text from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') loop
    execute format('drop trigger if exists keep_change on %s', name);
    if word is not null then
      -- What Postgres generates, or a reference carries, follows by itself.
      execute format('create trigger keep_change after insert or update or delete on %s for each row
        when (not is_restoring()) execute function keep_change(%L, %L, %L)', name,
        coalesce(word ->> 'own', ''), coalesce(word ->> 'through', ''),
        array(select attname::text from pg_attribute where attrelid = name and attnum > 0 and attgenerated <> ''
          union select 'tenant_id' union select 'hidden' union select jsonb_array_elements_text(word -> 'without')));
    end if;
  end loop;
end
$history$;
