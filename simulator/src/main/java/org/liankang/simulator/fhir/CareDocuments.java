package org.liankang.simulator.fhir;

import java.util.List;
import org.liankang.simulator.life.Event.Care;
import org.liankang.simulator.life.Fact;
import org.liankang.simulator.region.Institution;
import org.liankang.simulator.staff.Staff;

/** A service of the programmes: Encounter, an Observation for each measurement, and the answers where the form has any. */
final class CareDocuments {

    private static final int LASTS = 15;

    private final BundleWriter out;
    private final ResidentDocuments resident;

    CareDocuments(BundleWriter out, ResidentDocuments resident) {
        this.out = out;
        this.resident = resident;
    }

    /** How many resources it becomes. */
    static int resources(Care care) {
        int answers = (int) care.facts().stream().filter(CareDocuments::answer).count();
        return 1 + care.facts().size() - answers + (answers > 0 ? 1 : 0);
    }

    private static boolean answer(Fact fact) {
        return fact instanceof Fact.Choice || fact instanceof Fact.Flag;
    }

    void write(Care care) {
        Institution at = care.at() == null ? resident.centre() : care.at();
        Staff doctor = care.at() == null ? resident.team().leader() : resident.doctor(at, care.minute());
        String encounter = resident.next();
        int end = Math.min(care.minute() + LASTS, 1439);
        resident.openEncounter(
                encounter, Codes.encounterClass(care.mode()), care.service().code());
        resident.participant(doctor);
        out.object("period")
                .time("start", care.date(), care.minute())
                .time("end", care.date(), end)
                .end()
                .reference("serviceProvider", "Organization", at.id())
                .endResource();
        Measurements measured = new Measurements(out, resident, encounter, care.date(), care.minute());
        for (Fact fact : care.facts()) {
            switch (fact) {
                case Fact.Pressure pressure -> measured.bloodPressure(pressure.systolic(), pressure.diastolic());
                case Fact.Quantity quantity ->
                    measured.hundredths(quantity.code(), quantity.hundredths(), quantity.unit());
                case Fact.Score score -> measured.whole(score.code(), score.value());
                case Fact.Day day -> measured.day(day.code(), day.day());
                case Fact.Choice _, Fact.Flag _ -> {}
            }
        }
        List<Fact> answers = care.facts().stream().filter(CareDocuments::answer).toList();
        if (!answers.isEmpty()) {
            answers(care, encounter, end, doctor, answers);
        }
    }

    private void answers(Care care, String encounter, int minute, Staff doctor, List<Fact> answers) {
        out.resource("QuestionnaireResponse", resident.next())
                .text("questionnaire", "urn:liankang:form:" + care.service().code())
                .text("status", "completed")
                .reference("subject", "Patient", resident.person().id())
                .reference("encounter", "Encounter", encounter)
                .time("authored", care.date(), minute);
        if (doctor != null) {
            out.reference("author", "Practitioner", doctor.id());
        }
        out.list("item");
        for (Fact fact : answers) {
            if (fact instanceof Fact.Choice choice) {
                out.item().text("linkId", choice.item()).list("answer");
                for (String code : choice.codes()) {
                    out.item()
                            .object("valueCoding")
                            .text("system", "urn:liankang:answer")
                            .text("code", code)
                            .end()
                            .end();
                }
                out.endList().end();
            } else if (fact instanceof Fact.Flag flag) {
                out.item()
                        .text("linkId", flag.item())
                        .list("answer")
                        .item()
                        .flag("valueBoolean", flag.value())
                        .end()
                        .endList()
                        .end();
            }
        }
        out.endList().endResource();
    }
}
