/** Households, residents and their identity numbers. What happens to them is not decided here. */
package org.liankang.simulator.people;
