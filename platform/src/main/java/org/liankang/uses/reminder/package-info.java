/**
 * Reminders: for each occasion one message, handed to a sender outside of quiet hours, unless the resident wishes none. In
 * come occasions that others see coming, and what is still to be seen to; out go messages and what became of each. Senders are
 * the file outbox, the gateways a region describes, and components of an operator's own.
 *
 * <p>A message says nothing of a disease; a log says nothing of a resident. What a resident wishes stands in the record, as a
 * Consent.
 */
package org.liankang.uses.reminder;
