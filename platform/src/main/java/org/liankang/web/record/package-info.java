/** One resource with its versions: where a number on any screen is followed back to. */
package org.liankang.web.record;
