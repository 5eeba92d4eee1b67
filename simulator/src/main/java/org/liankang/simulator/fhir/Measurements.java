package org.liankang.simulator.fhir;

import java.time.LocalDate;

/** Observations of one Encounter, performed by the health centre. */
final class Measurements {

    private final BundleWriter out;
    private final ResidentDocuments resident;
    private final String encounter;
    private final LocalDate date;
    private final int minute;

    Measurements(BundleWriter out, ResidentDocuments resident, String encounter, LocalDate date, int minute) {
        this.out = out;
        this.resident = resident;
        this.encounter = encounter;
        this.date = date;
        this.minute = minute;
    }

    void bloodPressure(int systolic, int diastolic) {
        open(Codes.LOINC, "85354-9")
                .list("component")
                .item()
                .concept("code", Codes.LOINC, "8480-6", null)
                .quantity(systolic, "mm[Hg]")
                .end()
                .item()
                .concept("code", Codes.LOINC, "8462-4", null)
                .quantity(diastolic, "mm[Hg]")
                .end()
                .endList()
                .endResource();
    }

    void whole(String code, int value, String unit) {
        open(Codes.LOINC, code).quantity(value, unit).endResource();
    }

    void tenths(String code, int tenths, String unit) {
        open(Codes.LOINC, code).quantityTenths(tenths, unit).endResource();
    }

    void report(String code, String text) {
        open(Codes.LOINC, code).text("valueString", text).endResource();
    }

    void score(String code, int value) {
        open("urn:liankang:observation", code).number("valueInteger", value).endResource();
    }

    void hundredths(String code, int hundredths, String unit) {
        open(Codes.observationSystem(code), code)
                .quantityHundredths(hundredths, unit)
                .endResource();
    }

    void whole(String code, int value) {
        open(Codes.observationSystem(code), code).number("valueInteger", value).endResource();
    }

    void day(String code, LocalDate day) {
        open(Codes.observationSystem(code), code).date("valueDateTime", day).endResource();
    }

    private BundleWriter open(String system, String code) {
        return out.resource("Observation", resident.next())
                .text("status", "final")
                .concept("code", system, code, null)
                .reference("subject", "Patient", resident.person().id())
                .reference("encounter", "Encounter", encounter)
                .time("effectiveDateTime", date, minute)
                .referenceList("performer", "Organization", resident.centre().id());
    }
}
