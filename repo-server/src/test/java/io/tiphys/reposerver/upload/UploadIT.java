package io.tiphys.reposerver.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.tiphys.reposerver.source.CommitTree;
import io.tiphys.reposerver.source.Entry;
import io.tiphys.reposerver.source.Entry.Kind;
import io.tiphys.reposerver.source.SourceException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadIT {

  private static final UploadLimits LIMITS = new UploadLimits(100_000, 50_000, 20);
  private static final String LONG = "d".repeat(90) + "/" + "f".repeat(120) + ".yaml";

  @TempDir Path directory;

  private CommitTree upload(byte[] archive) throws Exception {
    String checksum =
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(archive));
    return upload(archive, checksum);
  }

  private CommitTree upload(byte[] archive, String checksum) throws Exception {
    var upload = new Upload(Files.createTempDirectory(directory, "upload"), LIMITS);
    for (int i = 0; i < archive.length; i += 1000) {
      upload.add(ByteBuffer.wrap(archive, i, Math.min(1000, archive.length - i)));
    }
    return upload.finished(checksum);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gnu", "pax", "ustar"})
  void whatTarPacksIsReadAsItWas(String format) throws Exception {
    Path files = Files.createDirectories(directory.resolve("files"));
    Files.createDirectories(files.resolve("sub/empty"));
    Files.writeString(files.resolve("sub/a.yaml"), "a: b");
    Path script = Files.writeString(files.resolve("run.sh"), "#!/bin/sh");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    Files.createSymbolicLink(files.resolve("link"), Path.of("sub/a.yaml"));
    boolean isShort = format.equals("ustar");
    Path deep = files.resolve(isShort ? LONG.replace("f".repeat(120), "f".repeat(90)) : LONG);
    Files.createDirectories(deep.getParent());
    Files.writeString(deep, "deep: true");
    Path packed = directory.resolve("packed.tgz");
    var tar =
        new ProcessBuilder(
                "tar", "--format=" + format, "-czf", packed.toString(), "-C", files.toString(), ".")
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();

    CommitTree tree = upload(Files.readAllBytes(packed));
    assertThat(tree.list(""))
        .extracting(Entry::name, Entry::kind)
        .containsExactly(
            tuple("d".repeat(90), Kind.DIRECTORY),
            tuple("link", Kind.SYMLINK),
            tuple("run.sh", Kind.EXECUTABLE),
            tuple("sub", Kind.DIRECTORY));
    assertThat(text(tree, "sub/a.yaml")).isEqualTo("a: b");
    assertThat(text(tree, "link")).isEqualTo("sub/a.yaml");
    assertThat(text(tree, files.relativize(deep).toString())).isEqualTo("deep: true");
    assertThat(tree.list("sub/empty")).isEmpty();
    assertThat(tree.entry("absent")).isEmpty();
    assertThat(tree.revision()).isEqualTo("streamed");
  }

  private static String text(CommitTree tree, String path) throws SourceException {
    return new String(tree.read(tree.entry(path).orElseThrow(), 1000), StandardCharsets.UTF_8);
  }

  @Test
  void theIdOfADirectoryTellsAllThatIsInIt() throws Exception {
    var one = upload(zipped(entry("a/b/c", '0', "x"), entry("d", '0', "y")));
    var other = upload(zipped(entry("a/b/c", '0', "z"), entry("d", '0', "y")));
    assertThat(one.entry("a").orElseThrow().oid())
        .hasSize(40)
        .isNotEqualTo(other.entry("a").orElseThrow().oid());
    assertThat(one.entry("d")).isEqualTo(other.entry("d"));
    var same = upload(zipped(entry("d", '0', "y"), entry("a/b/c", '0', "x")));
    assertThat(same.entry("")).isEqualTo(one.entry(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "a/../../x", "/etc/passwd", "a/.."})
  void aNameDoesNotLeadOut(String name) {
    assertThatThrownBy(() -> upload(zipped(entry(name, '0', "x"))))
        .hasMessageContaining("leads out of it");
  }

  @Test
  void whatIsMoreThanALimitIsRefused() throws Exception {
    assertThatThrownBy(() -> upload(new byte[100_001]))
        .hasMessage("file exceeded max size of 100000 bytes");
    byte[] large = entry("large", '0', "x".repeat(50_001));
    assertThatThrownBy(() -> upload(zipped(large))).hasMessageContaining("the files sent has");
    byte[][] many = new byte[30][];
    for (int i = 0; i < many.length; i++) {
      many[i] = entry("f" + i, '0', "");
    }
    assertThatThrownBy(() -> upload(zipped(many))).hasMessage("more than 20 files were sent");
  }

  @Test
  void whatIsNoArchiveIsSaidToBeNone() throws Exception {
    assertThatThrownBy(() -> upload("text".getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("not a gzip file");
    byte[] garbage = new byte[1024];
    Arrays.fill(garbage, (byte) 'x');
    assertThatThrownBy(() -> upload(zipped(garbage))).hasMessage("the archive is not a tar file");
    assertThatThrownBy(() -> upload(zipped(entry("a", '0', "x")), "00"))
        .hasMessageContaining("did not arrive as it was sent");
    assertThatThrownBy(() -> upload(zipped(entry("device", '3', ""))))
        .hasMessageContaining("neither a file, a directory nor a symbolic link");
    assertThatThrownBy(() -> upload(zipped(entry("a", '0', "x"), entry("a/b", '0', "y"))))
        .hasMessage("the archive has a twice");
    assertThatThrownBy(() -> upload(zipped(Arrays.copyOf(entry("a", '0', "x".repeat(600)), 700))))
        .hasMessageContaining("ends in the middle");
  }

  private static byte[] zipped(byte[]... parts) throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      for (byte[] part : parts) {
        out.write(part);
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] entry(String name, char type, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    byte[] entry = new byte[512 + (bytes.length + 511) / 512 * 512];
    put(entry, 0, name);
    put(entry, 100, "0000644");
    put(entry, 124, "%011o".formatted(bytes.length));
    entry[156] = (byte) type;
    put(entry, 257, "ustar");
    System.arraycopy(bytes, 0, entry, 512, bytes.length);
    return entry;
  }

  private static void put(byte[] into, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, into, at, bytes.length);
  }
}
