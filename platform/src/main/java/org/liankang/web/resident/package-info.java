/** Residents: finding one, and the one page that tells what is known, due, promised and done. */
package org.liankang.web.resident;
