-- Administrators of managed servers are bound by policies as well; as members of the owner they seal tenants and
-- see whose rows there are. Whoever made something, it belongs to the owner, so that another administrator can go on.
do $owner$
declare
  name text;
  managed boolean := has_function_privilege('public', 'pg_catalog.set_config(text, text, boolean)', 'execute');
begin
  for name in select oid::regclass from pg_class
    where relkind in ('r', 'p') and (relnamespace = 'public'::regnamespace or oid in ('ledger.seals'::regclass, 'ledger.outdated'::regclass)) loop
    execute format('drop policy if exists keeper on %s', name);
    if managed and name like 'ledger.%' then
      execute format('create policy keeper on %s to @owner@ using (true) with check (true)', name);
    elsif managed then
      execute format('create policy keeper on %s for select to @owner@ using (true)', name);
    end if;
  end loop;
  alter schema ledger owner to @owner@;
  alter table ledger.migrations owner to @owner@;
  alter table ledger.seals owner to @owner@;
  alter table ledger.outdated owner to @owner@;
  for name in select oid::regprocedure from pg_proc where pronamespace = 'public'::regnamespace loop
    execute format('alter function %s owner to @owner@', name);
  end loop;
end
$owner$;
