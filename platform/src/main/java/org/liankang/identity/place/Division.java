package org.liankang.identity.place;

/**
 * An administrative division (GB/T 2260, GB/T 10114).
 *
 * @param column place on the region's schematic tile map, 0 when not drawn
 */
public record Division(String code, String name, String nameEnglish, String kind, String parent, int column, int row) {}
