-- What is known, as far as the schedule can ask about it.
create table patient (
    reference text primary key,
    resident bigint not null,
    deleted boolean not null,
    birth date,
    gender text not null,
    deceased date,
    division text not null,
    centre text not null,
    certified date,
    known date not null,
    at bigint not null
);
create index patient_of_resident on patient (resident);

create table dose (
    reference text primary key,
    resident bigint not null,
    product text not null,
    words text not null,
    day date not null,
    place text not null,
    lot text not null,
    version int not null,
    at bigint not null
);
create index dose_of_resident on dose (resident);

create table fact (
    reference text not null,
    resident bigint not null,
    kind text not null,
    code text not null,
    since date not null,
    ended date
);
create index fact_of_reference on fact (reference);
create index fact_of_resident on fact (resident);

create table weight (
    reference text primary key,
    resident bigint not null,
    grams int not null
);
create index weight_of_resident on weight (resident);

-- What the schedule says of it. A child is who may still be asked to come; unknown: nothing was ever recorded.
create table child (
    resident bigint primary key,
    birth date not null,
    gender text not null,
    division text not null,
    centre text not null,
    certified date,
    unknown boolean not null
);
create index child_of_centre on child (centre, birth);

create table judged (
    resident bigint not null,
    reference text not null,
    product text not null,
    vaccine text not null,
    day date not null,
    number int not null,
    verdict text not null,
    timely boolean not null,
    primary key (resident, reference, vaccine)
);

create table due (
    resident bigint not null,
    vaccine text not null,
    number int not null,
    series int not null,
    product text not null,
    state text not null,
    earliest date,
    due date,
    overdue date,
    latest date,
    clause text not null,
    confidence text not null,
    primary key (resident, vaccine)
);
create index due_overdue on due (overdue) where state = 'OPEN';

-- The day on which a child has to be evaluated again though nothing new is known; null when there is none.
create table wake (
    resident bigint primary key,
    day date
);
create index wake_day on wake (day);

-- The rules everything above was made with.
create table rulebook (
    digest text not null
);
