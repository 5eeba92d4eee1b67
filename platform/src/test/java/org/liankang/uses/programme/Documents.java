package org.liankang.uses.programme;

import org.liankang.record.store.Versions;

/** Documents as docs/conventions.md has them, put into a feed. */
final class Documents {

    private final Versions feed;

    Documents(Versions feed) {
        this.feed = feed;
    }

    void patient(long resident, String birth, String centre) {
        feed.put(resident, """
                {'resourceType':'Patient','id':'p%d','gender':'female','birthDate':'%s',
                 'managingOrganization':{'reference':'Organization/%s'},
                 'address':[{'extension':[{'url':'urn:liankang:division','valueCode':'330203001'}]}]}""".formatted(resident, birth, centre));
    }

    void condition(long resident, String id, String code, String since) {
        feed.put(resident, """
                {'resourceType':'Condition','id':'%s','onsetDateTime':'%s',
                 'code':{'coding':[{'system':'urn:oid:2.16.156.10011.2.3.3.11.3','code':'%s'}]}}""".formatted(id, since, code));
    }

    void condition(long resident, String id, String code, String since, String verification) {
        feed.put(resident, """
                {'resourceType':'Condition','id':'%s','onsetDateTime':'%s',
                 'verificationStatus':{'coding':[{'code':'%s'}]},
                 'code':{'coding':[{'system':'urn:oid:2.16.156.10011.2.3.3.11.3','code':'%s'}]}}""".formatted(id, since, verification, code));
    }

    void encounter(long resident, String id, String service, String day) {
        feed.put(resident, """
                {'resourceType':'Encounter','id':'%s','status':'finished','period':{'start':'%sT09:00:00+08:00'},
                 'type':[{'coding':[{'system':'urn:liankang:service','code':'%s'}]}]}""".formatted(id, day, service));
    }

    void pressure(long resident, String id, String encounter, int systolic, int diastolic) {
        feed.put(resident, """
                {'resourceType':'Observation','id':'%s','status':'final','encounter':{'reference':'Encounter/%s'},
                 'code':{'coding':[{'system':'http://loinc.org','code':'85354-9'}]},'component':[
                 {'code':{'coding':[{'system':'http://loinc.org','code':'8480-6'}]},
                  'valueQuantity':{'value':%d,'unit':'mm[Hg]'}},
                 {'code':{'coding':[{'system':'http://loinc.org','code':'8462-4'}]},
                  'valueQuantity':{'value':%d,'unit':'mm[Hg]'}}]}""".formatted(id, encounter, systolic, diastolic));
    }

    void answers(long resident, String id, String encounter, boolean reaction) {
        feed.put(resident, """
                {'resourceType':'QuestionnaireResponse','id':'%s','status':'completed',
                 'questionnaire':'urn:liankang:form:hypertension-followup','encounter':{'reference':'Encounter/%s'},
                 'item':[{'linkId':'adverse-reaction','answer':[{'valueBoolean':%s}]},
                 {'linkId':'danger-signs','answer':[{'valueCoding':{'system':'urn:liankang:answer','code':'none'}}]}]}""".formatted(id, encounter, reaction));
    }

    void stay(long resident, String id, String service, String from, String to) {
        feed.put(resident, """
                {'resourceType':'Encounter','id':'%s','status':'finished',
                 'period':{'start':'%sT09:00:00+08:00','end':'%sT09:00:00+08:00'},
                 'type':[{'coding':[{'system':'urn:liankang:service','code':'%s'}]}]}""".formatted(id, from, to, service));
    }

    /** An Observation whose value is a day, told in an encounter. */
    void date(long resident, String id, String encounter, String code, String told, String day) {
        feed.put(resident, """
                {'resourceType':'Observation','id':'%s','status':'final','encounter':{'reference':'Encounter/%s'},
                 'effectiveDateTime':'%s','code':{'coding':[{'system':'http://loinc.org','code':'%s'}]},
                 'valueDateTime':'%s'}""".formatted(id, encounter, told, code, day));
    }

    void referral(long resident, String id, String day) {
        feed.put(resident, """
                {'resourceType':'ServiceRequest','id':'%s','status':'active','intent':'order','authoredOn':'%s',
                 'category':[{'coding':[{'system':'urn:liankang:service','code':'referral'}]}]}""".formatted(id, day));
    }
}
