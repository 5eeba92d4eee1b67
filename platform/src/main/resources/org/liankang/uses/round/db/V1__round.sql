-- Derived from the record: who lives in which village, as the newest word has it, and visits made there.
create table home (
    resident bigint primary key,
    division text not null,
    village text not null
);
create index home_of_village on home (division, village);

create table visit (
    reference text primary key,
    resident bigint not null,
    day date not null,
    class text not null
);
create index visit_of_day on visit (day);

-- What the tables above were read with.
create table rulebook (
    digest text not null
);

-- Decided, not derived: the plans. The newest of a month holds.
create table plan (
    id bigint generated always as identity primary key,
    month date not null,
    seed bigint not null,
    stopped boolean not null,
    rules text not null,
    owed int not null,
    made_at timestamptz not null,
    made_by text not null
);
create index plan_of_month on plan (month, id);

-- Times are minutes of the day.
create table stop (
    id bigint generated always as identity primary key,
    plan bigint not null references plan,
    village text not null,
    vehicle text not null,
    day date not null,
    place int not null,
    drive int not null,
    arrive int not null,
    leave int not null,
    due int not null,
    locked boolean not null
);
create index stop_of_plan on stop (plan, day, vehicle, place);

create table shortfall (
    plan bigint not null references plan,
    village text not null,
    owed int not null,
    planned int not null,
    reason text not null,
    primary key (plan, village)
);
