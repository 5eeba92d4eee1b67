/**
 * The one door. Comes in: envelopes from every channel. Goes out: receipts, after commit. {@link org.liankang.entry.Door}
 * is all that other tiers need.
 */
package org.liankang.entry;
