/** The region's board: where the plan stands, on a map and over time, while data arrives. */
package org.liankang.web.board;
