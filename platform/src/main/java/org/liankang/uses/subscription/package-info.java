/**
 * Subscriptions: who wants to hear of what, and that they do. In comes the change feed, with Subscription resources in it
 * like any other, and the region's {@code topics}; out go numbered events, notifications to endpoints and sockets, and
 * answers to what was missed.
 *
 * <p>Promises: an event's number follows from the feed alone, without a gap, so reading everything again gives the same
 * numbers; an endpoint hears of each event at least once and in order, and what it missed can be asked for by number.
 * What the outside has been told is kept apart from what is derived. Who may hear is decided at each delivery.
 *
 * <p>After HL7 Subscriptions R5 Backport 1.1.0 for R4, and R4's own criteria.
 */
package org.liankang.uses.subscription;
