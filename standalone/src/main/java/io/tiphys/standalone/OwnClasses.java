package io.tiphys.standalone;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/// Loads every class of Tiphys, whether or not this run needs it.
final class OwnClasses {

  private OwnClasses() {}

  /// They lie in the jars of the class path, and in `lib/` beside those.
  static void load() throws IOException {
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path jar = Path.of(entry).toAbsolutePath();
      Path libraries = jar.resolveSibling("lib");
      load(jar);
      if (Files.isDirectory(libraries)) {
        try (var files = Files.list(libraries)) {
          for (Path library : files.filter(OwnClasses::isOwn).toList()) {
            load(library);
          }
        }
      }
    }
  }

  private static boolean isOwn(Path jar) {
    return jar.getFileName().toString().startsWith("tiphys-");
  }

  private static void load(Path jar) throws IOException {
    if (!Files.isRegularFile(jar)) {
      return;
    }
    try (var file = new JarFile(jar.toFile())) {
      file.stream()
          .map(JarEntry::getName)
          .filter(name -> name.startsWith("io/tiphys/") && name.endsWith(".class"))
          .filter(name -> !name.endsWith("-info.class"))
          .forEach(name -> load(name.substring(0, name.length() - 6).replace('/', '.')));
    }
  }

  private static void load(String name) {
    try {
      Class<?> loaded = Class.forName(name, false, OwnClasses.class.getClassLoader());
      var unused = loaded.getDeclaredMethods(); // loads the types of its members, too
    } catch (ClassNotFoundException | LinkageError e) {
      // one class less in the cache
    }
  }
}
