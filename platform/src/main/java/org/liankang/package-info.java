/** Liankang: a regional health platform. Tiers, in the order data flows: base, entry, identity, record, uses, web. */
package org.liankang;
