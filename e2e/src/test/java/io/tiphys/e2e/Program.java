package io.tiphys.e2e;

import io.tiphys.standalone.Tiphys;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;

/// The product as it is started: with an archive of the classes that it loads (JEP 350), as users
/// have one. Half of a start is saved. The first JVM that starts one makes it, for all that follow.
final class Program {

  /// A test ends before it pays to optimise what it runs.
  private static final List<String> JVM =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m", "-Xss512k");

  private static final Path HOME = Path.of("target/program").toAbsolutePath();
  private static final Path ARCHIVE = HOME.resolve("classes.jsa");
  private static final Path STAMP = HOME.resolve("stamp");

  private static final class Made {
    static final String CLASS_PATH = make();
  }

  private Program() {}

  /// What starts a service.
  static List<String> command(List<String> arguments) {
    return command(Made.CLASS_PATH, "-XX:SharedArchiveFile=" + ARCHIVE, arguments);
  }

  private static List<String> command(String classPath, String option, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM);
    command.addAll(List.of(option, "-cp", classPath, Tiphys.class.getName()));
    command.addAll(arguments);
    return command;
  }

  /// @return the class path that the archive was made of
  private static String make() {
    try {
      Files.createDirectories(HOME);
      var entries =
          Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
              .map(Path::of)
              .filter(Files::exists)
              .toList();
      String stamp = stamp(entries);
      String classPath =
          entries.stream().map(it -> jarOf(it).toString()).collect(Collectors.joining(":"));
      try (var channel =
              FileChannel.open(
                  HOME.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          var lock = channel.lock()) {
        if (!Files.exists(STAMP) || !Files.readString(STAMP).equals(stamp)) {
          Files.deleteIfExists(STAMP);
          for (Path entry : entries) {
            if (Files.isDirectory(entry)) {
              pack(entry, jarOf(entry));
            }
          }
          train(classPath);
          Files.writeString(STAMP, stamp);
        }
      }
      return classPath;
    } catch (IOException e) {
      throw new UncheckedIOException("the product could not be made ready", e);
    }
  }

  /// An archive is of jars only.
  private static Path jarOf(Path entry) {
    return Files.isDirectory(entry)
        ? HOME.resolve(entry.toString().replaceAll("[^A-Za-z0-9]+", "-") + ".jar")
        : entry;
  }

  private static void pack(Path directory, Path jar) throws IOException {
    try (var out = new JarOutputStream(Files.newOutputStream(jar));
        var files = Files.walk(directory)) {
      out.setLevel(Deflater.NO_COMPRESSION);
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        out.putNextEntry(new JarEntry(directory.relativize(file).toString()));
        Files.copy(file, out);
        out.closeEntry();
      }
    }
  }

  private static void train(String classPath) throws IOException {
    Files.deleteIfExists(ARCHIVE);
    Path log = HOME.resolve("train.log");
    var process =
        new ProcessBuilder(
                command(classPath, "-XX:ArchiveClassesAtExit=" + ARCHIVE, List.of("train")))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      if (process.waitFor() != 0 || !Files.exists(ARCHIVE)) {
        throw new IOException(Files.readString(log));
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /// Which files it is made of, and since when they are as they are.
  private static String stamp(List<Path> entries) throws IOException {
    var lines = new StringBuilder();
    for (Path entry : entries) {
      try (var files = Files.walk(entry)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          lines.append(file).append(' ').append(Files.getLastModifiedTime(file)).append('\n');
        }
      }
    }
    return lines.toString();
  }
}
