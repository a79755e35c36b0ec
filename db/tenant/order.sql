-- The order of names, as people of the site's language expect it. Runs before guard.sql. The collation `in_order` of the
-- migrations compares as ICU's root does, é beside e, and numbers by value. One index serves all languages, because the
-- key spells a letter that a language places elsewhere as the letter it follows, and a mark that sorts behind all.

-- Letters with a place of their own in a language, each with the spelling of its key: U+FFFF sorts behind everything.
create or replace function own_letters(text) returns text[] language sql immutable parallel safe as $$
  select case
    when $1 in ('sv', 'fi') then array['å', U&'z\FFFFa', 'ä', U&'z\FFFFb', 'ö', U&'z\FFFFc']
    when $1 in ('da', 'nb') then array['æ', U&'z\FFFFa', 'ø', U&'z\FFFFb', 'å', U&'z\FFFFc']
    when $1 = 'es' then array['ñ', U&'n\FFFFa']
    when $1 = 'pl' then array['ą', U&'a\FFFFa', 'ć', U&'c\FFFFa', 'ę', U&'e\FFFFa', 'ł', U&'l\FFFFa', 'ń', U&'n\FFFFa',
      'ó', U&'o\FFFFa', 'ś', U&'s\FFFFa', 'ź', U&'z\FFFFa', 'ż', U&'z\FFFFb']
    when $1 = 'cs' then array['č', U&'c\FFFFa', 'ch', U&'h\FFFFa', 'ř', U&'r\FFFFa', 'š', U&'s\FFFFa', 'ž', U&'z\FFFFa']
    when $1 = 'tr' then array['ç', U&'c\FFFFa', 'ğ', U&'g\FFFFa', 'ı', U&'h\FFFFa', 'ö', U&'o\FFFFa', 'ş', U&'s\FFFFa',
      'ü', U&'u\FFFFa']
    else '{}' end
$$;

-- The articles of a language, which a name is not sorted by.
create or replace function articles_of(text) returns text language sql immutable parallel safe as $$
  select case $1
    when 'en' then '^(the|an|a)\s+' when 'de' then '^(der|die|das|ein|eine)\s+' when 'nl' then '^(de|het|een)\s+'
    when 'fr' then '^((le|la|les|un|une)\s+|l[''’])' when 'it' then '^((il|lo|la|i|gli|le|un|uno|una)\s+|l[''’])'
    when 'es' then '^(el|la|los|las|un|una)\s+' when 'pt' then '^(o|a|os|as|um|uma)\s+'
    when 'sv' then '^(en|ett|den|det)\s+' when 'da' then '^(en|et|den|det)\s+' when 'nb' then '^(en|ei|et|den|det)\s+'
  end
$$;

-- What a text is sorted by in a language: without signs and an article before it, if anything is left.
create or replace function order_key(text, language text) returns text language plpgsql immutable parallel safe as $$
declare
  whole text := normalize($1, NFC);
  key text := regexp_replace(whole collate "und-x-icu", '^[^[:alnum:]]+', '');
  letters text[] := own_letters(language);
begin
  if language = 'tr' then key := translate(key, 'Iİ', 'ıi'); end if;
  key := coalesce(nullif(regexp_replace(key, coalesce(articles_of(language), '^$'), '', 'i'), ''), nullif(key, ''), whole);
  if letters = '{}' or octet_length(key) = length(key) and language <> 'cs' then return key; end if;
  key := lower(key collate "und-x-icu");
  for at in 1 .. cardinality(letters) by 2 loop
    key := replace(key, letters[at], letters[at + 1]);
  end loop;
  return key;
end
$$;

-- A name with its variant. U+FFFE sorts before everything, so that a name stands before all longer ones.
create or replace function sort_name(name text, variant text, language text) returns text
  language sql immutable parallel safe as $$
  select order_key(name, language) || case when variant <> '' then U&'\FFFE' || order_key(variant, language) else '' end
$$;

create or replace function keep_sort_name() returns trigger language plpgsql as $$
begin
  new.sort_name := sort_name(new.name, new.variant, coalesce((select s.language from site s where s.tenant_id = new.tenant_id), 'en'));
  return new;
end
$$;

-- Makes the keys of a tenant anew, for another language or what a former build has written. Nobody has changed an item.
-- $1: the tenant, where no policy says it
create or replace function make_sort_names_anew(uuid default null) returns void language plpgsql as $$
declare
  before text := coalesce(current_setting('app.restoring', true), '');
begin
  -- Not as a setting of the function, which a managed server's administrator may not give it.
  set local app.restoring = 'on';
  update items i set sort_name = sort_name(i.name, i.variant, s.language) from site s
  where s.tenant_id = i.tenant_id and ($1 is null or i.tenant_id = $1)
    and i.sort_name <> sort_name(i.name, i.variant, s.language);
  execute format('set local app.restoring = %L', before);
end
$$;

create or replace function keep_language() returns trigger language plpgsql as $$
begin
  perform make_sort_names_anew(new.tenant_id);
  return null;
end
$$;
