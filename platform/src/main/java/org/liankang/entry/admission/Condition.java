package org.liankang.entry.admission;

import org.liankang.record.search.Query;

/**
 * What a conditional interaction or reference asks for.
 *
 * @param query as written behind the question mark
 * @param meaning what it means; evaluated at the turn, against the record as it is then
 */
record Condition(String type, String query, Query meaning) {}
