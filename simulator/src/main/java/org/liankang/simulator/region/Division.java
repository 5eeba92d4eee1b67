package org.liankang.simulator.region;

/** A street, town or township; the weight is its share of the residents. */
public record Division(int index, String code, String name, boolean urban, double weight, double migrantShare) {}
