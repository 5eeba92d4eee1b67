/**
 * Family-doctor contracts: how one stands and what was done for it, signing it with the resident present, and a
 * centre's teams.
 */
package org.liankang.web.contract;
