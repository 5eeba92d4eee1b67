/** Counts the simulated people and events, without reading any document. Fields are defined in simulator/README.md. */
package org.liankang.simulator.truth;
