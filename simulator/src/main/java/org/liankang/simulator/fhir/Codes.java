package org.liankang.simulator.fhir;

import org.liankang.simulator.life.Event.Mode;

/** Systems and addresses of docs/conventions.md. */
final class Codes {

    static final String ID_NUMBER = "urn:oid:2.16.156.10011.1.3";
    static final String STAFF_NUMBER = "urn:oid:2.16.156.10011.1.4";
    static final String CREDIT_CODE = "urn:oid:2.16.156.10011.1.5";
    static final String ICD = "urn:oid:2.16.156.10011.2.3.3.11.3";
    static final String LOINC = "http://loinc.org";
    static final String SERVICE = "urn:liankang:service";
    static final String ACT = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
    static final String UNITS = "http://unitsofmeasure.org";
    /** A base that can never be a real address (RFC 2606); the platform keeps only type and id. */
    static final String BASE = "http://simulator.invalid/";

    private Codes() {}

    static String encounterClass(Mode mode) {
        return switch (mode) {
            case CLINIC -> "AMB";
            case HOME -> "HH";
            case PHONE -> "VR";
        };
    }

    /** LOINC codes are digits with a check digit; all others are the platform's own. */
    static String observationSystem(String code) {
        return Character.isDigit(code.charAt(0)) ? LOINC : "urn:liankang:observation";
    }
}
