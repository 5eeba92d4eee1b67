-- The master index of residents: what identifies and places them, nothing clinical.
create table person (
    id bigint primary key,
    id_number text collate "C",
    name text not null,
    gender text not null,
    birth_date date,
    deceased date,
    division text not null,
    address text not null,
    phone text not null,
    centre bigint not null,
    patient text collate "C" not null,
    position bigint not null           -- feed position of the Patient version this was taken from
);
create unique index person_id_number on person (id_number) where id_number is not null;
create index person_name on person (name text_pattern_ops);
create index person_phone on person (phone) where phone <> '';
create index person_centre on person (centre);

create table identifier (
    system text collate "C" not null,
    value text collate "C" not null,
    person bigint not null,
    primary key (system, value)
);
create index identifier_person on identifier (person);

-- Every Patient resource that describes a person; several institutions may each have their own.
create table patient (
    id text collate "C" primary key,
    person bigint not null
);
create index patient_person on patient (person);
