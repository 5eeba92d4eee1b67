/**
 * Reminders: for each occasion one message, handed to a sender outside of quiet hours, unless the resident wishes none. In
 * come occasions that others see coming; out go messages and what became of each.
 *
 * <p>A message says nothing of a disease; a log says nothing of a resident. What a resident wishes stands in the record, as a
 * Consent.
 */
package org.liankang.uses.reminder;
