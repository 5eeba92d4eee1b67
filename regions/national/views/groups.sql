-- Groups of people, places and events that several indicators share, over the views beside this file and the kept tables
-- (../kept: person is one row for each resident).
-- Days are half-open: from <= day < upto. Divisions are 9 digits and begin with the region's code.

-- Living in the region on a day. Age in completed years, null when the birth date is unknown.
create or replace macro residents(as_of) as table
select *, date_sub('year', birth_date, as_of) as age
from person
where starts_with(division, $region)
  and (birth_date is null or birth_date <= as_of)
  and (deceased is null or deceased > as_of)
  and (since is null or since <= as_of);

-- Everybody living in the region, shaped as rows of a denominator.
create or replace macro population(as_of) as table
select 'resident' as unit_kind, resident, patient as unit_id, division, centre as institution,
       0 as numerator, 1 as denominator, ['Patient/' || patient] as evidence
from residents(as_of);

-- Residents known to have a disease: diagnosis recorded by that day and not withdrawn.
create or replace macro diagnosed(as_of, codes) as table
select r.resident, r.patient, r.division, r.centre, r.age,
       min({'day': coalesce(c.recorded, c.onset), 'id': c.id}) as diagnosis
from residents(as_of) r
join condition c on c.resident = r.resident
where regexp_matches(c.code, codes)
  and coalesce(c.clinical_status, 'active') not in ('inactive', 'resolved')
  and coalesce(c.verification_status, 'confirmed') not in ('refuted', 'entered-in-error')
  and coalesce(c.recorded, c.onset) <= as_of
group by all;

create or replace macro services(wanted, since_day, upto) as table
select id, resident, organization, started
from encounter
where list_contains(wanted, service) and status = 'finished' and started >= since_day and started < upto;

-- A patient of the rule's age is under management from the first follow-up on. Of the period: the follow-ups done, how many the rule
-- asks for since the period's or the management's beginning, and the newest one.
create or replace macro managed(as_of, codes, wanted, since_day, upto) as table
select c.*, coalesce(n.visits, 0) as visits, coalesce(n.visit_list, []) as visit_list, n.newest,
       date_diff('day', greatest(f.first_day, since_day), upto) // $days_per_followup as visits_due
from diagnosed(as_of, codes) c
join (select resident, cast(min(started) as date) as first_day
      from services([wanted], date '1900-01-01', upto)
      group by resident) f on f.resident = c.resident
left join (select resident, count(*) as visits, list('Encounter/' || id order by started, id) as visit_list,
                  max({'at': started, 'id': id}) as newest
           from services([wanted], since_day, upto)
           group by resident) n on n.resident = c.resident
where c.age >= $chronic_from_age;

create or replace macro hypertension(as_of, since_day, upto) as table
select * from managed(as_of, $hypertension_codes, 'hypertension-followup', since_day, upto);

create or replace macro diabetes(as_of, since_day, upto) as table
select * from managed(as_of, $diabetes_codes, 'diabetes-followup', since_day, upto);

create or replace view place as
select *, list_contains($primary_kinds, kind) as is_primary, kind = 'out-of-area' as is_outside
from organization;

-- An institution described by two senders counts once: the newest description.
create or replace view own_place as
select * from place
where not coalesce(is_outside, false)
qualify row_number() over (partition by coalesce(code, id) order by position desc) = 1;

-- Staff of the region's institutions; who works in two places counts once.
create or replace macro staff(as_of, kinds, places) as table
select 'practitioner' as unit_kind, null as resident, r.practitioner as unit_id,
       min({'organization': p.id, 'division': p.division}) as works, list(distinct 'PractitionerRole/' || r.id) as evidence
from practitionerrole r
join place p on p.id = r.organization
where (kinds is null or list_contains(kinds, r.kind))
  and (places is null or list_contains(places, p.kind))
  and not coalesce(p.is_outside, false)
  and (r.started is null or r.started <= as_of) and (r.ended is null or r.ended >= as_of)
group by r.practitioner;

-- The same, shaped as rows of a numerator.
create or replace macro staff_rows(as_of, kinds, places) as table
select unit_kind, resident, unit_id, works.division as division, works.organization as institution,
       1 as numerator, 0 as denominator, evidence
from staff(as_of, kinds, places);

-- A live birth is a newborn's record that names its mother, who lives here.
create or replace macro births(since_day, upto) as table
select p.*, m.resident as mother_resident, mp.birth_date as mother_birth_date, m.id as mother_patient
from person p
join patient m on m.id = p.mother
join person mp on mp.resident = m.resident
where starts_with(p.division, $region) and p.birth_date >= since_day and p.birth_date < upto;

create or replace macro birth_rows(since_day, upto) as table
select 'resident' as unit_kind, resident, patient as unit_id, division, centre as institution,
       0 as numerator, 1 as denominator, ['Patient/' || patient] as evidence
from births(since_day, upto);

-- Deaths with age in completed years and the underlying cause, where one was reported.
create or replace macro deaths(since_day, upto) as table
select p.*, date_sub('year', p.birth_date, p.deceased) as age, c.cause.code as cause,
       case when c.cause is null then ['Patient/' || p.patient]
            else ['Patient/' || p.patient, 'Observation/' || c.cause.id] end as evidence
from person p
left join (select resident, max({'position': position, 'code': value_code, 'id': id}) as cause
           from observation where code = '69453-9' group by resident) c on c.resident = p.resident
where starts_with(p.division, $region) and p.deceased >= since_day and p.deceased < upto;

-- Age bands of the abridged life table: 0, 1–4, 5–9 … 85–89, 90 and over.
create or replace view life_band as
select unnest([0, 1]) as low, unnest([1, 5]) as high
union all
select low, case when low = 90 then 200 else low + 5 end from range(5, 91, 5) as ages(low);

create or replace view band_of_age as
select low, high, printf('%03d', low) as band from life_band;

-- Years lived in the region in a period, exactly, split where a birthday enters the next band.
create or replace macro years_lived(since_day, upto) as table
select * from (
    select p.resident, p.patient, p.gender, p.division, p.centre, b.low, b.band,
           greatest(since_day, coalesce(p.since, since_day), cast(p.birth_date + to_years(cast(b.low as integer)) as date)) as lived_from,
           least(upto, coalesce(p.deceased, upto), cast(p.birth_date + to_years(cast(b.high as integer)) as date)) as lived_upto,
           date_diff('day', lived_from, lived_upto) / date_diff('day', since_day, upto) as years
    from (select *, date_sub('year', birth_date, since_day) as age_first, date_sub('year', birth_date, upto) as age_last
          from person) p
    -- Whole years, and one more on each side, choose the bands that can matter; the days below decide.
    join band_of_age b on b.low <= p.age_last + 1 and b.high >= p.age_first - 1
    where starts_with(p.division, $region))
where lived_from < lived_upto;

-- The pregnancy behind each live birth: the last menstrual period by the last word on it (280 days before an expected delivery).
create or replace macro pregnancies(since_day, upto) as table
select b.*, l.last_word.lmp as lmp
from births(since_day, upto) b
left join (
    select patient, max({'at': effective, 'id': id, 'lmp': lmp}) as last_word
    from (select b.patient, b.birth_date, o.effective, o.id,
                 case when o.code = '11778-8' then o.value_day - 280 else o.value_day end as lmp
          from births(since_day, upto) b
          join observation o on o.resident = b.mother_resident
          left join encounter e on e.id = o.encounter
          where o.value_day is not null
            and (o.code = '11778-8' or (o.code = '8665-2' and list_contains($antenatal_services, e.service))))
    where lmp < birth_date and lmp > birth_date - 330
    group by patient) l using (patient);

-- What was done for the mother of each live birth. Of twins the mother counts once.
create or replace macro maternal(since_day, upto) as table
select p.*, row_number() over (partition by p.mother_resident, p.birth_date order by p.patient) = 1 as counts,
       coalesce(c.checks, 0) as checks, coalesce(c.early, false) as early,
       d.id is not null as in_hospital, v.id is not null as visited,
       list_concat(['Patient/' || p.patient], coalesce(c.check_list, []),
                   case when d.id is null then [] else ['Encounter/' || d.id] end,
                   case when v.id is null then [] else ['Encounter/' || v.id] end) as evidence
from pregnancies(since_day, upto) p
left join (
    select p.patient, count(*) as checks, list('Encounter/' || e.id order by e.started, e.id) as check_list,
           bool_or(cast(e.started as date) < p.lmp + cast($early_booking_days as integer)) as early
    from pregnancies(since_day, upto) p
    join encounter e on e.resident = p.mother_resident
    where e.status = 'finished' and list_contains($antenatal_services, e.service)
      and cast(e.started as date) <= p.birth_date and cast(e.started as date) >= coalesce(p.lmp, p.birth_date - 300)
    group by p.patient) c on c.patient = p.patient
left join (
    select b.patient, min(e.id) as id
    from births(since_day, upto) b
    join encounter e on e.resident = b.mother_resident
    where e.status = 'finished' and e.service = 'delivery'
      and abs(date_diff('day', cast(e.started as date), b.birth_date)) <= 3
    group by b.patient) d on d.patient = p.patient
left join (
    select b.patient, min(e.id) as id
    from births(since_day, upto) b
    join encounter e on e.resident = b.mother_resident
    where e.status = 'finished' and e.service = 'postpartum-visit' and e.started < upto
      and date_diff('day', b.birth_date, cast(e.started as date)) between 0 and cast($postpartum_visit_days as integer)
    group by b.patient) v on v.patient = p.patient;
-- Immunisation.
-- Doses of a vaccine by number: days on which one of the products was given (own codes, or CVX codes written as cvx-03), not
-- before the age in months at which the first dose counts. Intervals are judged on the child's card, not here.
create or replace macro vaccine_doses(products, first_month, as_of) as table
select resident, day, id, row_number() over (partition by resident order by day) as number
from (select i.resident, cast(i.given as date) as day, min(i.id) as id
      from immunization i
      join person p on p.resident = i.resident
      where list_contains(products, coalesce(i.product, 'cvx-' || i.cvx)) and i.status = 'completed'
        and cast(i.given as date) <= as_of
        and date_sub('month', p.birth_date, cast(i.given as date)) >= first_month and cast(i.given as date) >= p.birth_date
      group by i.resident, cast(i.given as date));

-- Children living here who completed so many months of age within a period. Who came later in life counts after some months.
create or replace macro children_turning(months, since_day, as_of) as table
select * from residents(as_of)
where date_sub('month', birth_date, as_of) >= months
  and (date_sub('month', birth_date, cast(since_day - interval 1 day as date)) < months or birth_date >= since_day)
  and (since is null or since <= birth_date or date_sub('month', since, as_of) >= $floating_months);

-- The rows of an indicator: of the children who turned so many months, who had got this dose of the vaccine. In time,
-- if so asked, is before that age.
create or replace macro vaccine_rows(products, wanted, first_month, by_month, in_time, since_day, as_of) as table
select 'resident' as unit_kind, c.resident, c.patient as unit_id, c.division, c.centre as institution,
       cast(d.day is not null and (not in_time or date_sub('month', c.birth_date, d.day) < by_month) as integer) as numerator,
       1 as denominator,
       case when d.id is null then ['Patient/' || c.patient] else ['Immunization/' || d.id] end as evidence
from children_turning(by_month, since_day, as_of) c
left join (select * from vaccine_doses(products, first_month, as_of) where number = wanted) d on d.resident = c.resident;

-- Severe mental disorders, tuberculosis, Chinese medicine, cancer screening.
-- Visits of these kinds at which the patient was seen.
create or replace macro seen(wanted, since_day, upto) as table
select s.*, e.class
from services(wanted, since_day, upto) s
join encounter e on e.id = s.id
anti join (select encounter from answer where item = 'lost' and flag) lost on lost.encounter = s.id;

-- Everybody with a diagnosed severe mental disorder is registered; how many follow-ups the rule asks for since the period's or
-- the diagnosis' beginning.
create or replace macro severe_mental(as_of, since_day, upto) as table
select d.*, coalesce(f.visits, 0) as visits, coalesce(f.face_to_face, 0) as face_to_face, coalesce(f.visit_list, []) as visit_list, f.newest,
       date_diff('day', greatest(cast(d.diagnosis.day as date), since_day), upto) // $days_per_followup as visits_due
from diagnosed(as_of, $mental_codes) d
left join (select resident, count(*) as visits, count(*) filter (where class in ('AMB', 'HH')) as face_to_face,
                  list('Encounter/' || id order by started, id) as visit_list, max({'at': started, 'id': id}) as newest
           from seen(['mental-followup'], since_day, upto)
           group by resident) f on f.resident = d.resident;

-- Tuberculosis diagnosed in a period, also where it is over by now.
create or replace macro tuberculosis(as_of, since_day, upto) as table
select r.resident, r.patient, r.division, r.centre, min({'day': coalesce(c.recorded, c.onset), 'id': c.id}) as diagnosis
from residents(as_of) r
join condition c on c.resident = r.resident
where regexp_matches(c.code, $tuberculosis_codes)
  and coalesce(c.verification_status, 'confirmed') not in ('refuted', 'entered-in-error')
  and coalesce(c.recorded, c.onset) >= since_day and coalesce(c.recorded, c.onset) < upto
group by all;
