/** Who works where, how many beds there are, and which team looks after which household. */
package org.liankang.simulator.staff;
