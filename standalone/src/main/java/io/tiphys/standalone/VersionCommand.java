package io.tiphys.standalone;

import io.tiphys.apiserver.version.Build;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `tiphys version`.
@Command(name = "version", description = "Says which version this is.")
final class VersionCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    var build = Build.current();
    var out = spec.commandLine().getOut();
    out.println("tiphys " + build.version());
    out.println("  built  " + build.date());
    if (!build.commit().isEmpty()) {
      out.println("  commit " + build.commit());
    }
    out.println("  java   " + Runtime.version());
    return 0;
  }
}
