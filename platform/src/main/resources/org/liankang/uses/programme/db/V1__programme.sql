-- Facts, as far as the definitions can ask about them.
create table patient (
    reference text primary key,
    resident bigint not null,
    deleted boolean not null,
    birth date,
    gender text not null,
    deceased date,
    since date,
    division text not null,
    centre text not null,
    known date not null,
    at bigint not null
);
create index patient_of_resident on patient (resident);

create table diagnosis (
    reference text primary key,
    resident bigint not null,
    code text not null,
    since date not null,
    ended date
);
create index diagnosis_of_resident on diagnosis (resident);

create table visit (
    reference text primary key,
    resident bigint not null,
    service text not null,
    day date not null,
    version int not null,
    at bigint not null
);
create index visit_of_resident on visit (resident);

create table fact (
    source text not null,
    encounter text not null,
    resident bigint not null,
    name text not null,
    number numeric,
    words text not null,
    moment text not null
);
create index fact_of_source on fact (source);
create index fact_of_resident on fact (resident);

-- What the definitions say of them.
create table enrolment (
    resident bigint not null,
    programme text not null,
    since date not null,
    until date,
    clause text not null,
    cause text not null,
    definition text not null,
    primary key (resident, programme, since)
);

create table judged (
    resident bigint not null,
    programme text not null,
    service text not null,
    reference text not null,
    version int not null,
    at bigint not null,
    day date not null,
    complete boolean not null,
    missing text not null,
    classification text not null,
    definition text not null,
    primary key (resident, programme, service, reference)
);

create table task (
    id bigint primary key,
    resident bigint not null,
    centre text not null,
    programme text not null,
    service text not null,
    due date not null,
    valid_from date not null,
    valid_until date not null,
    state text not null,
    urgency text not null,
    reason text not null,
    clause text not null,
    cause text not null,
    definition text not null,
    closed_by text,
    closed_version int,
    closed_at bigint,
    closed_day date
);
create index task_of_resident on task (resident);
create index task_open on task (centre, due) where state = 'OPEN';
create index task_of_centre on task (centre, due);

-- The day on which a resident has to be evaluated again though nothing new is known; null when there is none.
create table wake (
    resident bigint primary key,
    day date
);
create index wake_day on wake (day);

-- The rules everything above was made with.
create table rulebook (
    digest text not null
);
