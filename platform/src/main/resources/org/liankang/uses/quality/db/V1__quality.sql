-- The rules the tables were derived by; others mean that everything is read again.
create table rulebook (
    digest text not null
);

-- Every document as it was judged last. Bits are the places of the rules in their kind.
create table document (
    reference text primary key,
    resident bigint not null,
    institution bigint not null,
    kind text not null,
    first bigint not null,        -- position of its first version
    landed timestamptz not null,  -- when that was recorded
    position bigint not null,     -- of the version judged
    day date,                     -- that it tells of
    month date not null,          -- first day of the month it is counted in
    judged bigint not null,
    failed bigint not null,
    claims text,                  -- JSON: what it says that is held against other documents
    event text                    -- what must be told once
);
create index document_of_resident on document (resident) where claims is not null and resident <> 0;
create index document_of_event on document (event, first) where event is not null;

-- What is known of residents and encounters, for judging one document by another.
create table patient (
    reference text primary key,
    resident bigint not null,
    gender text not null,
    birth date,
    death date,
    position bigint not null
);
create index patient_of_resident on patient (resident);
create table diagnosis (
    reference text primary key,
    resident bigint not null,
    code text not null,
    onset date
);
create index diagnosis_of_resident on diagnosis (resident);
create table part (
    source text not null,
    encounter text not null,
    code text not null,
    primary key (source, code)
);
create index part_of_encounter on part (encounter);

-- Since when an institution reports.
create table reporter (
    institution bigint primary key,
    since timestamptz not null
);

create table score (
    institution bigint not null,
    kind text not null,
    rule text not null,
    month date not null,
    judged bigint not null,
    failed bigint not null,
    mended bigint not null,
    primary key (institution, month, kind, rule)
);

create table item (
    reference text not null,
    rule text not null,
    institution bigint not null,
    kind text not null,
    position bigint not null,
    resident bigint not null,
    day date,
    month date not null,
    since timestamptz not null,
    submission bigint not null,   -- that brought the mistake
    mended timestamptz,
    primary key (reference, rule)
);
create index item_open on item (institution, position desc, rule desc) where mended is null;
create index item_open_of_rule on item (rule, position desc) where mended is null;
create index item_mended on item (institution, position desc, rule desc) where mended is not null;
