/**
 * Changes to a resource told as changes. In: the body of a PATCH and the resource as it is. Out: the resource as it should
 * be, or the finding that says why not. Pure: what it is given stays as it was, also when the change fails half way.
 */
package org.liankang.entry.patch;
