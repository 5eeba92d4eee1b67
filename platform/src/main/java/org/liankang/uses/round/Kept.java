package org.liankang.uses.round;

import java.time.LocalDate;

/** A stop of an earlier plan that stays: it is locked, or its day is over. */
record Kept(String village, String vehicle, LocalDate day, boolean locked) {}
