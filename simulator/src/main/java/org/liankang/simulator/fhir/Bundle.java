package org.liankang.simulator.fhir;

/** A transaction Bundle as bytes, with the credit code of the institution that sends it. */
public record Bundle(String institution, byte[] json, int resources) {}
