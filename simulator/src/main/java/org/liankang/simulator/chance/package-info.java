/** Streams of chance that do not depend on each other, choices by weight, whole shares of a total. No health words. */
package org.liankang.simulator.chance;
