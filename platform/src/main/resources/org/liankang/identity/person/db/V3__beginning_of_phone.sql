-- A phone number is looked for by its beginning as well as whole; the order of the letters' bytes serves both.
drop index person_phone;
create index person_phone on person (phone text_pattern_ops) where phone <> '';
