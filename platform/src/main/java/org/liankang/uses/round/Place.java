package org.liankang.uses.round;

/**
 * Where a Location resource of the record says that a place lies.
 *
 * @param reference of the Location
 * @param division 9-digit street or town code of its address, or empty
 * @param at position in the feed of the newest word
 */
record Place(String reference, String division, String name, Spot spot, long at) {}
