package org.liankang.entry.admission;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import org.liankang.entry.check.Checks;
import org.liankang.entry.receipt.ReceiptStore;
import org.liankang.identity.person.Persons;
import org.liankang.identity.place.Institutions;
import org.liankang.record.search.Parameters;
import org.liankang.record.store.Dictionaries;
import org.liankang.record.store.RecordWriter;
import org.liankang.record.store.Records;
import org.springframework.stereotype.Component;

/** What a batch works with. */
@Component
record Admission(
        RecordWriter writer,
        Records records,
        Dictionaries dictionaries,
        Parameters parameters,
        Checks checks,
        Suitabilities suitabilities,
        Conditions conditions,
        Sight sight,
        Persons persons,
        Institutions institutions,
        ReceiptStore receipts,
        FhirContext fhir,
        Clock clock) {}
