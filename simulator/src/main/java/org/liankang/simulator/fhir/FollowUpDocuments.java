package org.liankang.simulator.fhir;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.liankang.simulator.life.Disease;
import org.liankang.simulator.life.Event.FollowUp;
import org.liankang.simulator.life.Event.Referral;

/** A follow-up visit: Encounter, measurements, the form's answers and, where the rules say so, a referral (still open for 30 days). */
final class FollowUpDocuments {

    private final BundleWriter out;
    private final ResidentDocuments resident;

    FollowUpDocuments(BundleWriter out, ResidentDocuments resident) {
        this.out = out;
        this.resident = resident;
    }

    void write(FollowUp visit) {
        String encounter = resident.next();
        String service = visit.disease().service();
        resident.openEncounter(encounter, Codes.encounterClass(visit.mode()), service);
        resident.participant(resident.team().leader());
        out.object("period")
                .time("start", visit.date(), visit.minute())
                .time("end", visit.date(), visit.minute() + 12)
                .end()
                .reference("serviceProvider", "Organization", resident.centre().id())
                .endResource();
        Measurements measurements = new Measurements(out, resident, encounter, visit.date(), visit.minute());
        measurements.bloodPressure(visit.systolic(), visit.diastolic());
        if (visit.disease() == Disease.DIABETES) {
            measurements.tenths("14771-0", visit.glucose(), "mmol/L");
        }
        answers(visit, encounter, service);
        if (visit.referral() != Referral.NONE) {
            referral(visit, encounter);
        }
    }

    private void answers(FollowUp visit, String encounter, String service) {
        out.resource("QuestionnaireResponse", resident.next())
                .text("questionnaire", "urn:liankang:form:" + service)
                .text("status", "completed")
                .reference("subject", "Patient", resident.person().id())
                .reference("encounter", "Encounter", encounter)
                .time("authored", visit.date(), visit.minute() + 10)
                .reference("author", "Practitioner", resident.team().leader().id())
                .list("item");
        coded("symptoms", visit.symptoms());
        coded("adherence", List.of(lower(visit.adherence())));
        answer("adverse-reaction", visit.adverse());
        answer("complication", visit.complication());
        if (!visit.danger().isEmpty()) {
            coded("danger-signs", visit.danger());
        }
        coded("classification", List.of(lower(visit.classification())));
        day("next-visit", visit.next());
        out.endList().endResource();
    }

    private void coded(String linkId, List<String> codes) {
        out.item().text("linkId", linkId).list("answer");
        for (String code : codes) {
            out.item()
                    .object("valueCoding")
                    .text("system", "urn:liankang:answer")
                    .text("code", code)
                    .end()
                    .end();
        }
        out.endList().end();
    }

    private void answer(String linkId, boolean value) {
        out.item()
                .text("linkId", linkId)
                .list("answer")
                .item()
                .flag("valueBoolean", value)
                .end()
                .endList()
                .end();
    }

    private void day(String linkId, LocalDate value) {
        out.item()
                .text("linkId", linkId)
                .list("answer")
                .item()
                .date("valueDate", value)
                .end()
                .endList()
                .end();
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void referral(FollowUp visit, String encounter) {
        boolean urgent = visit.referral() == Referral.URGENT;
        String reason = urgent ? "随访发现危急值" : visit.complication() ? "出现新的并发症或并发症加重" : "连续两次随访控制不满意";
        out.resource("ServiceRequest", resident.next())
                .text("status", visit.date().isBefore(resident.end().minusDays(30)) ? "completed" : "active")
                .text("intent", "order")
                .conceptList("category", Codes.SERVICE, "referral", null)
                .text("priority", urgent ? "urgent" : "routine")
                .reference("subject", "Patient", resident.person().id())
                .reference("encounter", "Encounter", encounter)
                .time("authoredOn", visit.date(), visit.minute() + 11)
                .reference("requester", "Practitioner", resident.team().leader().id())
                .referenceList(
                        "performer", "Organization", resident.referralHospital().id())
                .list("reasonCode")
                .item()
                .text("text", reason)
                .end()
                .endList()
                .endResource();
    }
}
