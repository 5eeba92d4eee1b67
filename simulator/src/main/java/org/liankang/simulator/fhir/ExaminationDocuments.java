package org.liankang.simulator.fhir;

import org.liankang.simulator.chance.Dice;
import org.liankang.simulator.life.Event.Examination;

/** The yearly exam from age 65: what the national rules ask for, each as its own Observation. */
final class ExaminationDocuments {

    private final BundleWriter out;
    private final ResidentDocuments resident;

    ExaminationDocuments(BundleWriter out, ResidentDocuments resident) {
        this.out = out;
        this.resident = resident;
    }

    void write(Examination exam) {
        String encounter = resident.next();
        resident.openEncounter(encounter, "AMB", "elderly-exam");
        resident.participant(resident.team().leader());
        out.object("period")
                .time("start", exam.date(), exam.minute())
                .time("end", exam.date(), exam.minute() + 50)
                .end()
                .reference("serviceProvider", "Organization", resident.centre().id())
                .endResource();
        Measurements measured = new Measurements(out, resident, encounter, exam.date(), exam.minute());
        Dice dice = Dice.of(resident.person().number(), exam.date().toEpochDay());
        measured.bloodPressure(exam.systolic(), exam.diastolic());
        measured.tenths("39156-5", exam.bmi(), "kg/m2");
        measured.tenths("14771-0", exam.glucose(), "mmol/L");
        measured.whole("718-7", around(dice, 135, 13, 80, 175), "g/L");
        measured.whole("1742-6", around(dice, 22, 9, 5, 120), "U/L");
        measured.whole("1920-8", around(dice, 23, 8, 8, 120), "U/L");
        measured.tenths("14631-6", around(dice, 125, 40, 40, 400), "umol/L");
        measured.whole("14682-9", around(dice, 76, 18, 38, 260), "umol/L");
        measured.tenths("22664-7", around(dice, 58, 15, 22, 180), "mmol/L");
        measured.tenths("14647-2", around(dice, 49, 9, 26, 90), "mmol/L");
        measured.tenths("14927-8", around(dice, 15, 6, 5, 60), "mmol/L");
        measured.tenths("14646-4", around(dice, 13, 3, 6, 26), "mmol/L");
        measured.tenths("22748-8", around(dice, 29, 8, 9, 65), "mmol/L");
        if (exam.complete()) {
            measured.report("11524-6", dice.chance(0.72) ? "窦性心律" : dice.chance(0.5) ? "窦性心律，T波改变" : "心房颤动");
            measured.report("45036-6", dice.chance(0.6) ? "肝胆胰脾未见明显异常" : dice.chance(0.7) ? "脂肪肝" : "胆囊结石");
        }
        measured.score("self-care-score", exam.selfCare());
        out.resource("QuestionnaireResponse", resident.next())
                .text("questionnaire", "urn:liankang:form:elderly-exam")
                .text("status", "completed")
                .reference("subject", "Patient", resident.person().id())
                .reference("encounter", "Encounter", encounter)
                .time("authored", exam.date(), exam.minute() + 45)
                .reference("author", "Practitioner", resident.team().leader().id())
                .list("item")
                .item()
                .text("linkId", "guidance")
                .list("answer")
                .item()
                .text("valueString", "定期复查，合理膳食，适量运动")
                .end()
                .endList()
                .end()
                .endList()
                .endResource();
    }

    private static int around(Dice dice, int mean, int deviation, int low, int high) {
        return (int) Math.clamp(dice.normal(mean, deviation), low, high);
    }
}
