-- The words that each item has, kept in step with all that it says. Runs after words.sql, which makes words of a text, and
-- before guard.sql, which makes the triggers.

-- What each of these items says, and who may know it: the texts of searched.ts. A table whose texts search knows stands
-- here and among those below whose functions keep the words in step.
-- $2: the tenant
create or replace function texts_of(uuid[], uuid) returns table
  (tenant_id uuid, item_id uuid, said text, joined boolean, for_members boolean) language sql stable as $$
  select t.tenant_id, t.id, said.* from items t cross join lateral (values
    @said.of.items@) said
  where t.id = any($1) and t.tenant_id = $2
  union all
  select t.tenant_id, t.item_id, said.said, said.joined, t.kept_off or said.for_members
  from copies t cross join lateral (values
    @said.of.copies@) said (said, joined, for_members)
  where t.item_id = any($1) and t.tenant_id = $2
  union all
  select t.tenant_id, c.item_id, said.*
  from copies c join copy_private t on t.tenant_id = c.tenant_id and t.copy_id = c.id cross join lateral (values
    @said.of.copy_private@) said
  where c.item_id = any($1) and c.tenant_id = $2
  union all
  select t.tenant_id, t.item_id, said.* from wants t cross join lateral (values @said.of.wants@) said
  where t.item_id = any($1) and t.tenant_id = $2
  union all
  select t.tenant_id, t.item_id, said.* from item_tags t cross join lateral (values @said.of.item_tags@) said
  where t.item_id = any($1) and t.tenant_id = $2
  union all
  select t.tenant_id, t.item_id, case f.type when 'date' then date_words(t.text) when 'yes/no' then ''
      when 'money' then money_words(t.number::bigint, split_part(t.text, ' ', 2)) else t.text end,
    f.type <> 'long text', t.withheld or t.kept_off is true
  from field_values t join fields f on f.tenant_id = t.tenant_id and f.id = t.field_id
  where t.item_id = any($1) and t.tenant_id = $2 and f.trashed_at is null
$$;

-- Adds words to items. What everybody may know of an item stays so.
-- $1: the tenant; $2 to $4: for each word its item, itself, and whether it is for members
create or replace function add_words(uuid, uuid[], text[], boolean[]) returns void language plpgsql
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_nestloop = on as $$
begin
  insert into item_words as kept (tenant_id, item_id, hidden, word, for_members)
  select $1, d.item_id, i.hidden, d.word, d.for_members
  from unnest($2, $3, $4) d (item_id, word, for_members) join items i on i.tenant_id = $1 and i.id = d.item_id
  on conflict (tenant_id, word, item_id) do update set for_members = false
    where kept.for_members and not excluded.for_members;
  insert into word_slips (tenant_id, slip, word)
  select $1, slip, f.word from (
    select distinct d.word from unnest($3) d (word) where is_forgiven(d.word) and not exists (
      select from word_slips s where s.tenant_id = $1 and s.slip = d.word and s.word = d.word)) f
    cross join lateral slips_of(f.word) slip
  on conflict (tenant_id, slip, word) do nothing;
end
$$;

-- Brings the words of these items in step with what they say now. What was in step is not written again.
-- Planned once, because planning costs more than one item's words; by the indexes, because a plan made while the tables
-- were small would scan them for the whole connection.
-- $2: the tenant, where no policy says it
create or replace function write_words(uuid[], uuid default null) returns void language plpgsql
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_nestloop = on as $$
declare
  whose constant uuid := coalesce($2, nullif(current_setting('app.tenant_id', true), '')::uuid);
  gone uuid[];
  of_items uuid[];
  words text[];
  only_members boolean[];
begin
  -- So that whether an item is hidden stays as it is read here.
  perform from items i where i.id = any($1) and i.tenant_id = whose for key share;
  -- Compared by grouping and not by a join, for which Postgres would guess sizes it can't know.
  -- Many items say the same of animal, colour and year: each text is parted once.
  with said as materialized (
    select t.item_id, t.said, t.joined, t.for_members from texts_of($1, whose) t where t.said <> ''
  ), parted as materialized (
    select d.said, d.joined, search_words(d.said, d.joined) as words from (select distinct s.said, s.joined from said s) d
  ), differs as (
    select b.item_id, b.word, bool_or(b.said) as said, bool_and(b.for_members) filter (where b.said) as for_members,
      any_value(b.id) as id
    from (
      select s.item_id, w.word, s.for_members, true as said, null::uuid as id
      from said s join parted p on p.said = s.said and p.joined = s.joined cross join lateral unnest(p.words) w (word)
      union all
      select w.item_id, w.word, w.for_members, false, w.id from item_words w
      where w.item_id = any($1) and w.tenant_id = whose
    ) b
    group by b.item_id, b.word
    having any_value(b.id) is null or not bool_or(b.said)
      or bool_and(b.for_members) filter (where b.said) <> bool_and(b.for_members) filter (where not b.said)
  )
  select array_agg(d.id) filter (where not d.said), array_agg(d.item_id) filter (where d.said),
      array_agg(d.word) filter (where d.said), array_agg(d.for_members) filter (where d.said)
    into gone, of_items, words, only_members from differs d;
  -- Each by itself, because most of what a statement changes needs none of them.
  if gone is not null then
    delete from item_words w where w.tenant_id = whose and w.id = any(gone);
  end if;
  if words is not null then
    if true = any(only_members) then
      update item_words w set for_members = true from unnest(of_items, words, only_members) d (item_id, word, for_members)
        where w.tenant_id = whose and w.word = d.word and w.item_id = d.item_id and d.for_members and not w.for_members;
    end if;
    perform add_words(whose, of_items, words, only_members);
  end if;
end
$$;

-- Gives new items their words, of which they have none yet.
-- $2: the tenant
create or replace function enter_words(uuid[], uuid) returns void language plpgsql
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_nestloop = on as $$
declare
  -- Rows of one statement have ids and words that lie side by side in their indexes.
  near constant text := left(gen_random_uuid()::text, 18);
begin
  with said as materialized (
    select t.item_id, t.said, t.joined, t.for_members from texts_of($1, $2) t where t.said <> ''
  ), parted as materialized (
    select d.said, d.joined, search_words(d.said, d.joined) as words from (select distinct s.said, s.joined from said s) d
  ), entered as (
    insert into item_words (tenant_id, id, item_id, hidden, word, for_members)
    select $2, (near || right(gen_random_uuid()::text, 18))::uuid, d.item_id, i.hidden, d.word, d.for_members
    from (
      select s.item_id, w.word, bool_and(s.for_members) as for_members
      from said s join parted p on p.said = s.said and p.joined = s.joined cross join lateral unnest(p.words) w (word)
      group by s.item_id, w.word) d join items i on i.tenant_id = $2 and i.id = d.item_id
    order by d.word, d.item_id
    returning word
  )
  insert into word_slips (tenant_id, slip, word)
  select $2, slip, f.word from (
    select distinct e.word from entered e where is_forgiven(e.word) and not exists (
      select from word_slips s where s.tenant_id = $2 and s.slip = e.word and s.word = e.word)) f
    cross join lateral slips_of(f.word) slip
  on conflict (tenant_id, slip, word) do nothing;
end
$$;

-- Many items are added between these two, by one who calls the second in the same transaction.
create or replace function begin_gathering() returns void language plpgsql as $$
begin
  set local app.gathering = 'on';
end
$$;

-- $1: the items, all of them new
create or replace function end_gathering(uuid[]) returns void language plpgsql as $$
declare
  whose constant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
begin
  set local app.gathering = 'off';
  perform write_facets($1, whose);
  perform enter_words($1, whose);
end
$$;

-- Brings the words of items in step with texts that came and went, without reading what else the items say: that is asked
-- only for words that went. Planned as `write_words` is, for the same reasons.
-- $1 to $5: for each text its item, itself, whether neighbouring words may be written as one, whether it is for members,
-- and whether it went
create or replace function change_words(uuid[], text[], boolean[], boolean[], boolean[]) returns void language plpgsql
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_nestloop = on as $$
declare
  whose constant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
  of_items uuid[];
  words text[];
  only_members boolean[];
  in_doubt_of uuid[];
  in_doubt text[];
begin
  -- So that whether an item is hidden stays as it is read here.
  perform from items i where i.id = any($1) and i.tenant_id = whose for key share;
  with texts as materialized (
    select * from unnest($1, $2, $3, $4, $5) t (item_id, said, joined, for_members, went)
  ), parted as materialized (
    select d.said, d.joined, search_words(d.said, d.joined) as words from (select distinct t.said, t.joined from texts t) d
  ), each as (
    select t.item_id, w.word, bool_and(t.for_members) filter (where not t.went) as became,
      bool_and(t.for_members) filter (where t.went) as was
    from texts t join parted p on p.said = t.said and p.joined = t.joined cross join lateral unnest(p.words) w (word)
    group by t.item_id, w.word
  ), judged as (
    -- Whether everybody may know it now, and didn't; and whether it was said, or said to everybody, and is no more.
    select e.*, e.became is not null and coalesce(e.was > e.became, true) as is_new,
      e.was is not null and coalesce(e.became > e.was, true) as is_doubted
    from each e
  )
  select array_agg(j.item_id) filter (where j.is_new), array_agg(j.word) filter (where j.is_new),
      array_agg(j.became) filter (where j.is_new), array_agg(j.item_id) filter (where j.is_doubted),
      array_agg(j.word) filter (where j.is_doubted)
    into of_items, words, only_members, in_doubt_of, in_doubt from judged j;
  if words is not null then
    perform add_words(whose, of_items, words, only_members);
  end if;
  if in_doubt is null then return; end if;
  with doubted as (
    select d.item_id, d.word from unnest(in_doubt_of, in_doubt) d (item_id, word)
  ), said as materialized (
    select d.item_id, d.words, t.said, t.joined, t.for_members
    from (select d.item_id, array_agg(d.word) as words from doubted d group by d.item_id) d
      cross join lateral texts_of(array[d.item_id], whose) t where t.said <> ''
  ), parted as materialized (
    select d.said, d.joined, search_words(d.said, d.joined) as words from (select distinct s.said, s.joined from said s) d
  ), still as (
    select s.item_id, w.word, s.for_members
    from said s join parted p on p.said = s.said and p.joined = s.joined cross join lateral unnest(s.words) w (word)
    where p.words && s.words and w.word = any(p.words)
  ), judged as (
    select b.item_id, b.word, bool_and(b.for_members) as for_members
    from (select d.item_id, d.word, null::boolean as for_members from doubted d union all select * from still) b
    group by b.item_id, b.word
  )
  select array_agg(j.item_id) filter (where j.for_members is null), array_agg(j.word) filter (where j.for_members is null),
      array_agg(j.item_id) filter (where j.for_members), array_agg(j.word) filter (where j.for_members)
    into of_items, words, in_doubt_of, in_doubt from judged j;
  if words is not null then
    delete from item_words w using unnest(of_items, words) d (item_id, word)
      where w.tenant_id = whose and w.word = d.word and w.item_id = d.item_id;
  end if;
  if in_doubt is not null then
    update item_words w set for_members = true from unnest(in_doubt_of, in_doubt) d (item_id, word)
      where w.tenant_id = whose and w.word = d.word and w.item_id = d.item_id and not w.for_members;
  end if;
end
$$;

-- Makes all words of a tenant anew: of items that an archive of a former build has brought, or that were there before
-- words were made as they are now.
-- $1: the tenant, where no policy says it
create or replace function make_words_anew(uuid default null) returns void language plpgsql
  set plan_cache_mode = force_custom_plan as $$
declare
  before text := coalesce(current_setting('app.restoring', true), '');
  batch uuid[];
  last uuid := '00000000-0000-0000-0000-000000000000';
begin
  -- Not as a setting of the function, which a managed server's administrator may not give it.
  set local app.restoring = 'on';
  delete from word_slips s where $1 is null or s.tenant_id = $1;
  delete from item_words w where $1 is null or w.tenant_id = $1;
  loop
    batch := array(select i.id from items i where i.id > last and ($1 is null or i.tenant_id = $1) order by i.id limit 1000);
    exit when batch = '{}';
    perform write_words(batch, $1);
    last := batch[cardinality(batch)];
  end loop;
  perform make_beginnings_anew($1);
  execute format('set local app.restoring = %L', before);
end
$$;

drop function if exists keep_item_words() cascade;

-- The functions of triggers that keep words in step, each for one table and one kind of statement, so that each is planned
-- once for a connection. Rows are matched by hashing, whatever a plan guesses of how many there are.
do $words$
declare
  kept record;
  happened text;
  differing text;
  texts text;
  came text;
  whole text;
begin
  -- What names the item of a row `t`; what search doesn't know; the texts of a row, where nothing else decides of them,
  -- and whether they are for members.
  for kept in select * from (values
    ('items', 't.id', '{slug,status,visibility,hidden,sort_name,created_at,updated_at,trashed_at}',
      $said$@said.of.items@$said$, 'said.for_members'),
    ('copies', 't.item_id', '{position,hidden,status,price_paid,currency,plush_condition,swing_tag_condition,tush_tag_condition,tag_protector,certified_on}',
      $said$@said.of.copies@$said$, 't.kept_off or said.for_members'),
    ('copy_private', '(select c.item_id from copies c where c.tenant_id = t.tenant_id and c.id = t.copy_id)', '{place_id}',
      $said$@said.of.copy_private@$said$, 'said.for_members'),
    ('wants', 't.item_id', '{hidden,priority,created_at}', $said$@said.of.wants@$said$, 'said.for_members'),
    ('item_tags', 't.item_id', '{hidden}', $said$@said.of.item_tags@$said$, 'said.for_members'),
    ('field_values', 't.item_id', '{hidden,position,folded,number,since,until}', null, null)
  ) t (name, item, silent, texts, for_members) loop
    select format('new_rows n join old_rows o on o.tenant_id = n.tenant_id and o.id = n.id
        and row(n.%s) is distinct from row(o.%s)', string_agg(c, ', n.'), string_agg(c, ', o.'))
      from (select quote_ident(attname) as c from pg_attribute where attrelid = kept.name::regclass and attnum > 0
        and not attisdropped and attname <> all(kept.silent::text[] || array['tenant_id', 'id'])) c
      into differing;
    texts := 'select ' || kept.item || ' as item_id, said.said, said.joined, ' || kept.for_members || ' as for_members, <came> as came
      from <rows> cross join lateral (values ' || kept.texts || ') said (said, joined, for_members)';
    foreach happened in array array['insert', 'update', 'delete'] loop
      came := case happened
        when 'insert' then replace(replace(texts, '<came>', '1'), '<rows>', 'new_rows t')
        when 'delete' then replace(replace(texts, '<came>', '-1'), '<rows>', 'old_rows t')
        else format('select e.* from %s cross join lateral (%s union all %s) e', differing,
          replace(replace(texts, '<came>', '1'), '<rows>', '(select n.*) t'),
          replace(replace(texts, '<came>', '-1'), '<rows>', '(select o.*) t')) end;
      -- What hangs on a copy goes with it, or moves; what a field's value says depends on the field. There all is read again.
      whole := case
        when kept.name in ('copies', 'copy_private') and happened = 'delete' then 'old_rows t'
        when kept.name = 'copies' and happened = 'update' then differing
          || ' and n.item_id <> o.item_id cross join lateral (values (n.item_id), (o.item_id)) t (item_id)'
        when kept.name = 'field_values' then case happened when 'insert' then 'new_rows t' when 'delete' then 'old_rows t'
          else differing || ' cross join lateral (select n.*) t' end end;
      if kept.texts is null or (whole is not null and happened = 'delete') then came := null; end if;
      execute format($function$
        create or replace function keep_words_of_%1$s_%2$s() returns trigger language plpgsql
          set plan_cache_mode = force_generic_plan set enable_nestloop = off set enable_seqscan = off as $body$
        declare
          of_items uuid[];
          texts text[];
          joined boolean[];
          for_members boolean[];
          went boolean[];
        begin
          if is_restoring() or is_gathering() then return null; end if;%3$s%4$s
          return null;
        end
        $body$ $function$, kept.name, happened,
        $came$
          select array_agg(d.item_id), array_agg(d.said), array_agg(d.joined), array_agg(d.for_members), array_agg(d.went)
            into of_items, texts, joined, for_members, went
            from (select b.item_id, b.said, b.joined, b.for_members, sum(b.came) < 0 as went from ($came$ || came || $came$) b
              where b.item_id is not null and b.said <> '' group by 1, 2, 3, 4 having sum(b.came) <> 0) d;
          if texts is not null then perform change_words(of_items, texts, joined, for_members, went); end if;$came$,
        $whole$
          select array_agg(distinct i.id) into of_items
            from (select $whole$ || kept.item || ' from ' || whole || $whole$) i (id) where i.id is not null;
          if of_items is not null then perform write_words(of_items); end if;$whole$);
    end loop;
  end loop;
end
$words$;
