/**
 * The lake: the record flattened into tables by SQL-on-FHIR v2 ViewDefinitions, kept up to date from the change feed in
 * DuckDB, and given out as Parquet. A definition is read once ({@link org.liankang.uses.lake.ViewReader}) and compiled to a
 * {@link org.liankang.uses.lake.View}, which needs no server and no database. What is understood, and what we added, is
 * in docs/lake.md; why it is ours, in docs/decisions/0010-views.md.
 */
package org.liankang.uses.lake;
