/** Rounds of mobile hospitals: the month, the map, one vehicle's day, and planning. */
package org.liankang.web.round;
