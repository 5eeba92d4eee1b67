/** What happens to residents: disease, care, contracts, births and deaths, as plain events. Writes no documents. */
package org.liankang.simulator.life;
