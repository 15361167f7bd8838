package todo.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import todo.disk.Loss;
import todo.disk.Platter;
import todo.disk.Recorder;

/// Cuts the power at places spread over all that was recorded, with what the disk may have lost then.
final class Cuts {
    private static final int CUTS = 60;

    private Cuts() {}

    /// Looks at what is left after a cut.
    interface Look {
        void at(Path data) throws Exception;
    }

    /// @param folder where what each cut leaves is laid out
    static void of(Recorder recorder, Path folder, Look look) throws Exception {
        var steps = recorder.steps();
        var random = new Random(7);
        for (int cut = 0; cut < CUTS; cut++) {
            var platter = recorder.before();
            int place = steps.size() * cut / (CUTS - 1);
            steps.subList(0, place).forEach(platter::take);
            var loss = Loss.any(random);
            var data = Files.createDirectory(folder.resolve("cut-" + cut));
            Platter.write(platter.afterCut(loss, random), data);
            try {
                look.at(data);
            } catch (AssertionError | Exception e) {
                throw new AssertionError(
                        "after a cut at step %d of %d with loss of %s: %s".formatted(place, steps.size(), loss, e), e);
            }
        }
    }
}
