package org.liankang.uses.lake;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.liankang.base.policy.Policies;
import org.liankang.base.policy.PolicyError;
import org.springframework.stereotype.Component;

/** The view definitions of regions/, read and checked once at the start. */
@Component
public final class LakeViews {

    private final List<LakeView> all;
    private final List<Kept> kept;
    private final String fingerprint;

    public LakeViews(Policies policies) {
        List<Path> files = policies.files("views", ".json");
        all = files.stream().map(LakeView::read).toList();
        List<Path> keptFiles = policies.files("kept", ".yaml");
        kept = keptFiles.stream().map(Kept::read).toList();
        fingerprint = Policies.digest(
                Stream.concat(files.stream(), keptFiles.stream()).toList());
        Set<String> names = new HashSet<>();
        for (int i = 0; i < files.size(); i++) {
            if (!names.add(all.get(i).name())) {
                throw new PolicyError(
                        files.get(i).toString(), 0, "the name " + all.get(i).name() + " is taken");
            }
        }
    }

    public List<LakeView> all() {
        return all;
    }

    /** The tables kept beside them. */
    public List<Kept> kept() {
        return kept;
    }

    /** Changes when a definition does: then the rows have to be made anew. */
    public String fingerprint() {
        return fingerprint;
    }
}
