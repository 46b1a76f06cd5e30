package io.tiphys.reposerver.source;

import static io.tiphys.reposerver.source.SourceFixture.remote;
import static io.tiphys.reposerver.source.SourceFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UpkeepIT {

  @RegisterExtension final SourceFixture fixture = new SourceFixture();

  @Test
  void packsWhatIsStillReadAndDropsTheRest() throws Exception {
    var repository = fixture.git.repository("app");
    var remote = remote(repository);
    var sources = fixture.sources();
    String last = "";
    String first = repository.commit(Map.of("a", "content 0"));
    text(sources, remote, first, "a");
    for (int i = 1; i < 8; i++) {
      last = repository.commit(Map.of("a", "content " + i));
      text(sources, remote, last, "a");
    }
    Path mirror;
    try (Stream<Path> mirrors = Files.list(fixture.directory.resolve("data/mirrors"))) {
      mirror = mirrors.findFirst().orElseThrow();
    }
    try (var git = new FileRepository(mirror.toFile())) {
      for (var ref : git.getRefDatabase().getRefsByPrefix(Mirror.KEPT)) {
        if (ref.getName().endsWith(first)) {
          // as if nobody had read it for years
          var old = git.updateRef(Mirror.KEPT + "day/2001-01-01/" + first);
          old.setNewObjectId(ObjectId.fromString(first));
          old.forceUpdate();
          var today = git.updateRef(ref.getName());
          today.setForceUpdate(true);
          today.delete();
        }
      }
      var upkeep = new Upkeep(2);
      assertThat(upkeep.isDue(git)).isTrue();
      upkeep.run(git);
    }
    try (var git = new FileRepository(mirror.toFile())) {
      assertThat(git.getObjectDatabase().getPacks()).hasSizeLessThan(4);
      assertThat(git.getObjectDatabase().has(ObjectId.fromString(first))).isFalse();
      assertThat(git.getObjectDatabase().has(ObjectId.fromString(last))).isTrue();
    }
    assertThat(text(sources, remote, last, "a")).as("a reader goes on").isEqualTo("content 7");
    assertThat(text(fixture.sources(), remote, last, "a")).isEqualTo("content 7");
    String next = repository.commit(Map.of("a", "next"));
    assertThat(text(fixture.sources(), remote, next, "a")).isEqualTo("next");
  }
}
