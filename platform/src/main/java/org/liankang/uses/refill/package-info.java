/**
 * Refills of long prescriptions: when the next part is to be handed over, and when a new prescription is needed. In comes the
 * change feed, out goes for each running prescription the one task that is next.
 *
 * <p>Promises: nothing depends on today, so a task says the same whenever it is asked. A prescription that says neither how
 * long a part lasts nor that it may be repeated is no long one and makes no task.
 */
package org.liankang.uses.refill;
