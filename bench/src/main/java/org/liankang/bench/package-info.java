/**
 * Measurements. Each prints a table and, when asked, writes the same as JSON; each says in one line what it measured,
 * so that a figure in docs/performance can be had again with the command beside it. Loading and reading work against
 * any FHIR R4 server, for comparison with peers.
 */
package org.liankang.bench;
