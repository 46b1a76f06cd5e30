package io.tiphys.trust.identity;

import java.nio.file.Path;
import java.util.HexFormat;

/// Loads an identity in a process of its own and prints the authority's serial number.
final class LoadInProcess {

  private LoadInProcess() {}

  public static void main(String[] arguments) {
    var identity = ServiceIdentity.loadOrCreate(Path.of(arguments[0]), arguments[1]);
    byte[] serial = identity.authorities().getFirst().getSerialNumber().toByteArray();
    System.out.println(HexFormat.of().formatHex(serial));
  }
}
