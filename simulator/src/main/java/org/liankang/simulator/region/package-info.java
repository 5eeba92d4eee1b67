/** What the data files say about a region before anybody lives in it. Reads files, draws nothing by itself. */
package org.liankang.simulator.region;
