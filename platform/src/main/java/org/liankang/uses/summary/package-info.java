/**
 * A resident's timeline. In comes the change feed; out goes one entry per event that matters to someone who cares for
 * the resident, newest first, each with the resource, version and feed position it comes from. What happened during an
 * encounter is told with the encounter. An update replaces its entry, a deletion removes it.
 *
 * <p>Promises: nothing is interpreted that the resource does not say; a code that is not known is shown as it was
 * written. Does not judge, does not compute, does not decide who may read.
 */
package org.liankang.uses.summary;
