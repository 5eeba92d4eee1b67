/** Joins the parts into a stream of Bundles and gives it a command line. Knows nothing of the platform but its HTTP door. */
package org.liankang.simulator;
