/**
 * How good what institutions send is. In comes the change feed; out go, per institution, document kind, rule and month,
 * how many documents were judged and how many failed, and the failing documents themselves, each until a later version
 * mends it. The rules are data ({@code regions/<region>/quality}): completeness, timeliness, validity, consistency.
 *
 * <p>Promises: a document is judged by the rules in force on the day it tells of; a correction is judged again and takes
 * the item off the list; what is learnt later of the same resident or encounter judges again what hangs on it. Does not
 * keep anything out (that is the door's work) and does not change the record.
 */
package org.liankang.uses.quality;
