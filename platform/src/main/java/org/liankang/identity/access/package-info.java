/**
 * Who may do what, and the trace it leaves: accounts with a role, their tokens, the purposes they state and the audit
 * trail. In: a login with a password, or a token. Out: an {@link org.liankang.identity.access.Account} with rights, or
 * the reason why not. It knows no HTTP and keeps no content of any record.
 */
package org.liankang.identity.access;
