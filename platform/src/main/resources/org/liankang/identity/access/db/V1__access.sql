create table account (
  id bigint generated always as identity primary key,
  login text not null unique,
  password text not null,
  name text not null,
  role text not null,
  institution text not null default '',
  speaks_for_others boolean not null default false,
  staff text not null default '',
  division text not null default '',
  language text not null default 'zh',
  active boolean not null default true,
  failures integer not null default 0,
  locked_until timestamptz,
  created_at timestamptz not null
);

create table token (
  id bigint generated always as identity primary key,
  account bigint not null references account (id),
  label text not null,
  prefix text not null,
  digest bytea not null unique,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index on token (account);

-- A purpose, once stated, opens for a while what would else be closed: a resident of another centre ("resident/17"),
-- or the people behind a number ("indicator/<code>").
create table stated_purpose (
  account bigint not null references account (id),
  subject text not null,
  purpose text not null,
  reason text not null,
  stated_at timestamptz not null,
  until timestamptz not null
);
create index on stated_purpose (account, subject, until);

-- Who saw or did what, never content.
create table audit (
  number bigint generated always as identity primary key,
  at timestamptz not null,
  account text not null,
  role text not null,
  institution text not null,
  action text not null,
  purpose text not null,
  resident bigint not null,
  reference text not null
);
create index on audit (at);
create index on audit (resident, number) where resident > 0;
create index on audit (account, number);

create function audit_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the audit trail is append-only';
end
$$;
create trigger append_only before update or delete on audit
  for each row execute function audit_is_append_only();
