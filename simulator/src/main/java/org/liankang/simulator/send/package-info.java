/** Where Bundles go: a file, or a server's door with retries and progress. */
package org.liankang.simulator.send;
