/**
 * The demo: a server and a simulator as two processes, started in order, watched, and stopped together. What other
 * commands need to know about it (address, tokens, accounts) stands in {@code demo.json} in the demo's data folder.
 */
package org.liankang.sender.demo;
