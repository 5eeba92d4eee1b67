package org.liankang.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.liankang.Platform;
import org.liankang.base.json.Json;
import org.liankang.entry.Door;
import org.liankang.entry.Envelope;
import org.liankang.entry.Interaction;
import org.liankang.entry.Receipt;
import org.liankang.entry.Submitter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Two health centres, a hospital, one doctor and four residents, told relative to today so that their visits are due
 * now. It enters by the door like everything else.
 */
public final class SmallDistrict {

    public static final LocalDate TODAY = LocalDate.now(Platform.ZONE);
    public static final String CENTRE = creditCode("12330203DEMO0001A");
    public static final String HOSPITAL = creditCode("12330203DEMO0002A");
    public static final String OTHER_CENTRE = creditCode("12330203DEMO0003A");
    public static final String DOCTOR = "330203100001";

    private final ArrayNode entries = Json.array();

    private SmallDistrict() {}

    /** Enters everything; the institutions come first, because what they send is known by them. */
    public static void enter(Door door) {
        var places = new SmallDistrict();
        places.organization("centre", CENTRE, "南门街道社区卫生服务中心", "community-centre", "330203001");
        places.organization("hospital", HOSPITAL, "海曙区第一医院", "hospital", "330203001");
        places.organization("other-centre", OTHER_CENTRE, "江厦街道社区卫生服务中心", "community-centre", "330203002");
        places.put("Practitioner", "doctor", """
                {'identifier':[{'system':'urn:oid:2.16.156.10011.1.4','value':'%s'}],'name':[{'text':'周敏'}]}""".formatted(DOCTOR));
        places.put("CareTeam", "team", """
                {'status':'active','category':[{'coding':[{'system':'urn:liankang:team-kind','code':'family-doctor'}]}],
                 'name':'南门第一团队','managingOrganization':[{'reference':'Organization/centre'}],
                 'participant':[{'member':{'reference':'Practitioner/doctor'}}]}""");
        places.send(door);
        var people = new SmallDistrict();
        people.resident("zhang", "张建国", "male", TODAY.minusYears(67).minusDays(40), "centre", "330203001");
        people.condition("zhang", "I10.x00x002", TODAY.minusYears(2));
        people.contract("zhang");
        people.visit("zhang", TODAY.minusMonths(6), 138, 84);
        people.visit("zhang", TODAY.minusMonths(3).plusDays(1), 134, 82);
        people.resident("li", "李秀英", "female", TODAY.minusYears(58).minusDays(10), "centre", "330203001");
        people.condition("li", "I10.x00x002", TODAY.minusYears(1));
        people.visit("li", TODAY.minusDays(17), 148, 94);
        people.resident("wang", "王德福", "male", TODAY.minusYears(72).minusDays(3), "centre", "330203001");
        people.condition("wang", "E11.900", TODAY.minusYears(3));
        people.resident("chen", "陈小明", "male", TODAY.minusYears(49).minusDays(90), "other-centre", "330203002");
        people.condition("chen", "I10.x00x002", TODAY.minusYears(1));
        people.visit("chen", TODAY.minusMonths(2), 130, 80);
        people.send(door);
    }

    public static Receipt send(Door door, JsonNode bundle, String institution) {
        return door.submit(new Envelope(
                        "fhir",
                        new Submitter("sender", institution),
                        Optional.empty(),
                        new Interaction.Bundle(),
                        Json.bytes(bundle)))
                .join();
    }

    private void send(Door door) {
        ObjectNode bundle = Json.object().put("resourceType", "Bundle").put("type", "transaction");
        bundle.set("entry", entries);
        Receipt receipt = send(door, bundle, "");
        if (!receipt.accepted()) {
            throw new IllegalStateException("the small district was not accepted: " + receipt);
        }
    }

    private void organization(String id, String code, String name, String kind, String division) {
        put("Organization", id, """
                {'identifier':[{'system':'urn:oid:2.16.156.10011.1.5','value':'%s'}],'name':'%s',
                 'type':[{'coding':[{'system':'urn:liankang:institution-kind','code':'%s'}]}],
                 'address':[{'extension':[{'url':'urn:liankang:division','valueCode':'%s'}]}]}""".formatted(code, name, kind, division));
    }

    private void resident(String id, String name, String gender, LocalDate born, String centre, String division) {
        String number =
                idNumber("330203" + born.toString().replace("-", "") + "00" + (gender.equals("male") ? "1" : "2"));
        put("Patient", id, """
                {'identifier':[{'system':'urn:oid:2.16.156.10011.1.3','value':'%s'}],
                 'name':[{'text':'%s','family':'%s','given':['%s']}],'gender':'%s','birthDate':'%s',
                 'telecom':[{'system':'phone','value':'1380000%04d'}],
                 'address':[{'text':'南门街道尹江岸路8号','extension':[{'url':'urn:liankang:division','valueCode':'%s'}]}],
                 'managingOrganization':{'reference':'Organization/%s'}}""".formatted(
                        number,
                        name,
                        name.substring(0, 1),
                        name.substring(1),
                        gender,
                        born,
                        born.getDayOfYear(),
                        division,
                        centre));
    }

    private void condition(String resident, String code, LocalDate since) {
        put("Condition", resident + "-diagnosis", """
                {'subject':{'reference':'Patient/%s'},
                 'clinicalStatus':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/condition-clinical','code':'active'}]},
                 'verificationStatus':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/condition-ver-status','code':'confirmed'}]},
                 'code':{'coding':[{'system':'urn:oid:2.16.156.10011.2.3.3.11.3','code':'%s'}]},'onsetDateTime':'%s'}""".formatted(resident, code, since));
    }

    private void contract(String resident) {
        put("Contract", resident + "-contract", """
                {'status':'executed','subject':[{'reference':'Patient/%s'}],'authority':[{'reference':'Organization/centre'}],
                 'applies':{'start':'%d-01-01','end':'%d-12-31'},'issued':'%d-01-01T09:00:00+08:00',
                 'supportingInfo':[{'reference':'CareTeam/team'}],
                 'term':[{'type':{'coding':[{'system':'urn:liankang:package','code':'hypertension'}]},
                          'offer':{'text':'高血压服务包'}}]}""".formatted(
                        resident, TODAY.getYear(), TODAY.getYear(), TODAY.getYear()));
    }

    private void visit(String resident, LocalDate day, int systolic, int diastolic) {
        String id = resident + "-visit-" + day;
        put("Encounter", id, """
                {'status':'finished','class':{'system':'http://terminology.hl7.org/CodeSystem/v3-ActCode','code':'AMB'},
                 'type':[{'coding':[{'system':'urn:liankang:service','code':'hypertension-followup'}]}],
                 'subject':{'reference':'Patient/%s'},'period':{'start':'%s','end':'%s'},
                 'participant':[{'individual':{'reference':'Practitioner/doctor'}}],
                 'serviceProvider':{'reference':'Organization/centre'}}""".formatted(resident, day, day));
        put("Observation", id + "-bp", """
                {'status':'final','subject':{'reference':'Patient/%s'},'encounter':{'reference':'Encounter/%s'},
                 'code':{'coding':[{'system':'http://loinc.org','code':'85354-9'}]},'effectiveDateTime':'%s',
                 'component':[
                  {'code':{'coding':[{'system':'http://loinc.org','code':'8480-6'}]},
                   'valueQuantity':{'value':%d,'unit':'mmHg','system':'http://unitsofmeasure.org','code':'mm[Hg]'}},
                  {'code':{'coding':[{'system':'http://loinc.org','code':'8462-4'}]},
                   'valueQuantity':{'value':%d,'unit':'mmHg','system':'http://unitsofmeasure.org','code':'mm[Hg]'}}]}""".formatted(resident, id, day, systolic, diastolic));
        put("Observation", id + "-height", """
                {'status':'final','subject':{'reference':'Patient/%s'},'encounter':{'reference':'Encounter/%s'},
                 'code':{'coding':[{'system':'http://loinc.org','code':'8302-2'}]},'effectiveDateTime':'%s',
                 'valueQuantity':{'value':168,'unit':'cm','system':'http://unitsofmeasure.org','code':'cm'}}""".formatted(resident, id, day));
    }

    private void put(String type, String id, String quoted) {
        ObjectNode resource = Json.object().put("resourceType", type).put("id", id);
        Json.parse(quoted.replace('\'', '"'))
                .propertyStream()
                .forEach(property -> resource.set(property.getKey(), property.getValue()));
        ObjectNode entry = entries.addObject();
        entry.put("fullUrl", "https://small.example/" + type + "/" + id);
        entry.set("resource", resource);
        entry.putObject("request").put("method", "PUT").put("url", type + "/" + id);
    }

    /** The 18th character of GB 32100. */
    private static String creditCode(String seventeen) {
        String alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        String valid = seventeen.replace('O', '0').replace('I', '1');
        int sum = 0;
        int weight = 1;
        for (char character : valid.toCharArray()) {
            sum += alphabet.indexOf(character) * weight;
            weight = weight * 3 % 31;
        }
        return valid + alphabet.charAt((31 - sum % 31) % 31);
    }

    /** The 18th character of GB 11643. */
    private static String idNumber(String seventeen) {
        List<Integer> weights = List.of(7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2);
        int sum = 0;
        for (int i = 0; i < weights.size(); i++) {
            sum += (seventeen.charAt(i) - '0') * weights.get(i);
        }
        return seventeen + "10X98765432".charAt(sum % 11);
    }
}
