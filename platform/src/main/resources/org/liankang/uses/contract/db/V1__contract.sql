-- What contracts, teams and services say.
create table patient (
    reference text primary key,
    resident bigint not null,
    birth date,
    deceased date,
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

create table service (
    reference text primary key,
    resident bigint not null,
    kind text not null,
    day date not null,
    organization text not null
);
create index service_of_resident on service (resident);
create index service_at_organization on service (organization);

create table organization (
    reference text primary key,
    in_primary_care boolean not null
);

create table team (
    reference text primary key,
    name text not null,
    organization text not null,
    leader text not null,
    divisions text not null,
    version int not null,
    at bigint not null
);

create table agreement (
    reference text primary key,
    resident bigint not null,
    organization text not null,
    team text not null,
    starts date not null,
    ends date not null,
    signed date not null,
    packages text not null,
    version int not null,
    at bigint not null
);
create index agreement_of_resident on agreement (resident);

-- What follows from it, by year.
create table promise (
    agreement text not null,
    resident bigint not null,
    year int not null,
    item text not null,
    package text not null,
    promised int not null,
    done int not null,
    evidence text not null,
    primary key (agreement, year, item)
);
create index promise_of_resident on promise (resident);

create table fulfilment (
    agreement text not null,
    resident bigint not null,
    year int not null,
    team text not null,
    counted boolean not null,
    priority boolean not null,
    groups text not null,
    promised int not null,
    kept int not null,
    honoured boolean not null,
    primary key (agreement, year)
);
create index fulfilment_of_resident on fulfilment (resident);
create index fulfilment_of_team on fulfilment (year, team);

-- The rules everything above was made with.
create table rulebook (
    digest text not null
);
