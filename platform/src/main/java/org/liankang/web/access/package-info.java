/** Who comes in: the security rules of all addresses, sign-in, the account's own page, accounts, purposes and the audit page. */
package org.liankang.web.access;
