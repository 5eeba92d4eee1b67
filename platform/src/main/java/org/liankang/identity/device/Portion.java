package org.liankang.identity.device;

import java.time.Instant;

/**
 * A part of an update that was handed to a device.
 *
 * @param round id of the first portion of the same update
 * @param previous the portion before it in the update, 0 for the first
 * @param base the last portion of the update it starts from; 0 when it starts from nothing
 * @param until number of the last resident looked at
 * @param last the update is complete with it
 */
public record Portion(
        long id, long device, long round, long previous, long base, long until, boolean last, Instant at) {}
