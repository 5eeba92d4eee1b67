/**
 * Health prescriptions: what a doctor advises a resident on exercise, food, sleep and the like. In come a resident's chart
 * and the region's {@code prescriptions.yaml}; out go proposals with their reasons, and through the door a CarePlan.
 *
 * <p>Keeps nothing of its own: what was handed out is read from the record. Advises on no medicine.
 */
package org.liankang.uses.prescription;
