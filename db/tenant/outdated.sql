-- Words, keys of the order, facets and sets of how words begin of items that were there before these were made as they are
-- now: whose they are is noted, and when the guard is done they are made anew, one tenant after the other. Who changes how
-- they are made writes another edition here.
do $outdated$
declare
  edition text[];
begin
  foreach edition slice 1 in array array[
    ['words', 'item_words', 'words and order of edition 1'],
    ['facets', 'item_facets', 'facets of edition 2'],
    ['beginnings', 'shelf_sets', 'beginnings of edition 1']] loop
    continue when obj_description(edition[2]::regclass) = edition[3];
    -- What begins so is kept of large sites alone.
    insert into ledger.outdated (tenant_id, what) select distinct i.tenant_id, edition[1] from items i
      where edition[1] <> 'beginnings' or exists (select from item_facets f
        where f.tenant_id = i.tenant_id and f.facet = 'all' and f.ordinal >= @fewest.with.beginnings@)
      on conflict do nothing;
    execute format('comment on table %I is %L', edition[2], edition[3]);
  end loop;
end
$outdated$;
