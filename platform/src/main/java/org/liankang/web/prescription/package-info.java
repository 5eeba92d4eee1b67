/** Health prescriptions: proposed from the record, changed by the doctor, handed to the resident on paper. */
package org.liankang.web.prescription;
