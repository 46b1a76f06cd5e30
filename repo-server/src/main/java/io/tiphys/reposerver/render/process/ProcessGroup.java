package io.tiphys.reposerver.render.process;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A process and everything it started. Where it leads a session of its own, the kernel keeps the
/// group together even when the one in the middle has ended; elsewhere what is still related is
/// found by asking for parents.
final class ProcessGroup {

  private static final int SIGTERM = 15;
  private static final int SIGKILL = 9;
  private static final @Nullable MethodHandle KILL = lookUp();

  private final Process leader;
  private final boolean session;

  /// @param session true when the process was started as the leader of a session of its own
  ProcessGroup(Process leader, boolean session) {
    this.leader = leader;
    this.session = session;
  }

  /// Asks all to end.
  void terminate() {
    if (!signal(SIGTERM)) {
      family().forEach(ProcessHandle::destroy);
    }
  }

  /// Ends all at once. To be called after the leader has ended, too: others may remain.
  void kill() {
    if (!signal(SIGKILL)) {
      family().forEach(ProcessHandle::destroyForcibly);
    }
  }

  private List<ProcessHandle> family() {
    return Stream.concat(leader.descendants(), Stream.of(leader.toHandle())).toList();
  }

  private boolean signal(int signal) {
    if (!session || KILL == null) {
      return false;
    }
    try {
      int unused = (int) KILL.invokeExact((int) -leader.pid(), signal);
      return true; // also when the group is gone already
    } catch (Throwable e) { // a method handle may throw anything
      return false;
    }
  }

  private static @Nullable MethodHandle lookUp() {
    try {
      var linker = Linker.nativeLinker();
      return linker
          .defaultLookup()
          .find("kill")
          .map(address ->
              linker.downcallHandle(
                  address,
                  FunctionDescriptor.of(
                      ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT)))
          .orElse(null);
    } catch (RuntimeException | LinkageError e) {
      return null; // no native access: families are looked up instead
    }
  }
}
