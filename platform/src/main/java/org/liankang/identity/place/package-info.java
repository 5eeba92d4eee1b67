/**
 * Where, and by whom: divisions from the region's folder, institutions and staff from registered resources. Promises:
 * an institution's number never changes; its code is unique.
 */
package org.liankang.identity.place;
