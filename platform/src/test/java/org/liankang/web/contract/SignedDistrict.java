package org.liankang.web.contract;

import java.time.LocalDate;
import org.liankang.base.json.Json;
import org.liankang.entry.Door;
import org.liankang.entry.Receipt;
import org.liankang.web.RunningPlatform;
import org.liankang.web.SmallDistrict;
import tools.jackson.databind.node.ArrayNode;

/** Residents of the small district whom nobody has signed yet, and a second centre with a team. */
public final class SignedDistrict {

    private SignedDistrict() {}

    /** Entered twice it says the same. */
    public static void enter(RunningPlatform platform) {
        ArrayNode entries = Json.array();
        LocalDate today = SmallDistrict.TODAY;
        resident(entries, "he", "何秀兰", "1963-03-09", "centre", "330203001", "");
        resident(entries, "shi", "施国强", "1970-06-11", "centre", "330203001", "");
        resident(entries, "lv", "吕小红", "1988-02-20", "centre", "330203001", "");
        resident(
                entries,
                "kong",
                "孔令仪",
                "1950-02-20",
                "centre",
                "330203001",
                ",'deceasedDateTime':'" + today.minusDays(3) + "'");
        resident(entries, "zhangfar", "章远", "1980-02-20", "centre", "110101001", "");
        condition(entries, "he", today.minusYears(2));
        condition(entries, "shi", today.minusYears(2));
        put(entries, "Practitioner", "specialist", """
                {'identifier':[{'system':'urn:oid:2.16.156.10011.1.4','value':'330203100077'}],'name':[{'text':'方专家'}]}""");
        put(entries, "CareTeam", "other-team", """
                {'status':'active','category':[{'coding':[{'system':'urn:liankang:team-kind','code':'family-doctor'}]}],
                 'name':'江厦第一团队','managingOrganization':[{'reference':'Organization/other-centre'}],
                 'participant':[{'member':{'reference':'Practitioner/specialist'}}]}""");
        put(entries, "CareTeam", "second-team", """
                {'status':'active','category':[{'coding':[{'system':'urn:liankang:team-kind','code':'family-doctor'}]}],
                 'name':'南门第二团队','managingOrganization':[{'reference':'Organization/centre'}],
                 'participant':[{'member':{'reference':'Practitioner/specialist'}}]}""");
        send(platform, entries);
    }

    /** A yearly exam, as the centre's own system sends it. */
    public static void exam(RunningPlatform platform, String resident) {
        ArrayNode entries = Json.array();
        put(entries, "Encounter", resident + "-exam", """
                {'status':'finished','class':{'system':'http://terminology.hl7.org/CodeSystem/v3-ActCode','code':'AMB'},
                 'type':[{'coding':[{'system':'urn:liankang:service','code':'physical-exam'}]}],
                 'subject':{'reference':'Patient/%s'},'period':{'start':'%s','end':'%s'},
                 'serviceProvider':{'reference':'Organization/centre'}}""".formatted(
                        resident, SmallDistrict.TODAY, SmallDistrict.TODAY));
        send(platform, entries);
    }

    private static void send(RunningPlatform platform, ArrayNode entries) {
        var bundle = Json.object().put("resourceType", "Bundle").put("type", "transaction");
        bundle.set("entry", entries);
        Receipt receipt = SmallDistrict.send(platform.bean(Door.class), bundle, "");
        if (!receipt.accepted()) {
            throw new IllegalStateException("not accepted: " + receipt);
        }
        platform.caughtUp();
    }

    private static void resident(
            ArrayNode entries, String id, String name, String born, String centre, String division, String more) {
        put(entries, "Patient", id, """
                {'identifier':[{'system':'urn:test:contract','value':'%s'}],'name':[{'text':'%s'}],'gender':'female',
                 'birthDate':'%s','telecom':[{'system':'phone','value':'1390000%04d'}],
                 'address':[{'text':'南门街道8号','extension':[{'url':'urn:liankang:division','valueCode':'%s'}]}],
                 'managingOrganization':{'reference':'Organization/%s'}%s}""".formatted(
                        id, name, born, Math.floorMod(id.hashCode(), 10000), division, centre, more));
    }

    private static void condition(ArrayNode entries, String resident, LocalDate since) {
        put(entries, "Condition", resident + "-diagnosis", """
                {'subject':{'reference':'Patient/%s'},
                 'clinicalStatus':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/condition-clinical','code':'active'}]},
                 'verificationStatus':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/condition-ver-status','code':'confirmed'}]},
                 'code':{'coding':[{'system':'urn:oid:2.16.156.10011.2.3.3.11.3','code':'I10.x00x002'}]},'onsetDateTime':'%s'}""".formatted(resident, since));
    }

    private static void put(ArrayNode entries, String type, String id, String quoted) {
        var resource = Json.object().put("resourceType", type).put("id", id);
        Json.parse(quoted.replace('\'', '"'))
                .propertyStream()
                .forEach(property -> resource.set(property.getKey(), property.getValue()));
        var entry = entries.addObject();
        entry.put("fullUrl", "https://small.example/" + type + "/" + id);
        entry.set("resource", resource);
        entry.putObject("request").put("method", "PUT").put("url", type + "/" + id);
    }
}
