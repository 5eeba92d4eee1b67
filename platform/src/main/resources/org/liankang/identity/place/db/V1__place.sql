create table institution (
    id bigint generated always as identity primary key,
    code text collate "C",
    organization text collate "C" not null unique,
    name text not null,
    kind text not null,
    division text not null
);
create unique index institution_code on institution (code) where code is not null;

create table staff (
    practitioner text collate "C" primary key,
    number text not null,
    name text not null
);
