package org.liankang.uses.contract;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;

/** What care came to. The composition provides it; this book does not know the programmes. */
public interface Outcomes {

    /**
     * How an illness of a resident stood at the end of a time.
     *
     * @param classification what the rules made of the last visit, empty when there was none
     * @param visit reference of that visit, empty when there was none
     */
    record Course(long resident, String classification, String visit) {}

    /** Of these residents those who were in a programme in a time, each with the last visit of a service in it. */
    List<Course> courses(Collection<Long> residents, String programme, String service, LocalDate from, LocalDate until);
}
