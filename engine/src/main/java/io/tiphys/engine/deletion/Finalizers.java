package io.tiphys.engine.deletion;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The finalizers of an Application that say what is to be done before it goes
/// (https://argo-cd.readthedocs.io/en/stable/user-guide/app_deletion/), and what is left to do.
///
/// @param names all finalizers of the Application, those of others, too
public record Finalizers(List<String> names) {

  /// Its objects go first.
  public static final String CASCADE = "resources-finalizer.argocd.argoproj.io";

  private static final String FOREGROUND = CASCADE + "/foreground";
  private static final String BACKGROUND = CASCADE + "/background";

  /// Hooks run before its objects go, and are cleaned up.
  public static final String PRE_DELETE = "pre-delete-finalizer.argocd.argoproj.io";

  public static final String PRE_DELETE_CLEANUP = PRE_DELETE + "/cleanup";

  /// The same after its objects went.
  public static final String POST_DELETE = "post-delete-finalizer.argocd.argoproj.io";

  public static final String POST_DELETE_CLEANUP = POST_DELETE + "/cleanup";

  private static final Set<String> OURS =
      Set.of(
          CASCADE,
          FOREGROUND,
          BACKGROUND,
          PRE_DELETE,
          PRE_DELETE_CLEANUP,
          POST_DELETE,
          POST_DELETE_CLEANUP);

  public Finalizers {
    names = List.copyOf(names);
  }

  /// What comes next in the end of an Application.
  public enum Stage {
    RUN_PRE_DELETE,
    CLEAN_PRE_DELETE,
    DELETE_OBJECTS,
    RUN_POST_DELETE,
    CLEAN_POST_DELETE,
    /// Nothing of ours.
    DONE
  }

  public Stage stage() {
    if (names.contains(PRE_DELETE)) {
      return Stage.RUN_PRE_DELETE;
    }
    if (names.contains(PRE_DELETE_CLEANUP)) {
      return Stage.CLEAN_PRE_DELETE;
    }
    if (isCascading()) {
      return Stage.DELETE_OBJECTS;
    }
    if (names.contains(POST_DELETE)) {
      return Stage.RUN_POST_DELETE;
    }
    return names.contains(POST_DELETE_CLEANUP) ? Stage.CLEAN_POST_DELETE : Stage.DONE;
  }

  public boolean isCascading() {
    return names.contains(CASCADE) || names.contains(FOREGROUND) || names.contains(BACKGROUND);
  }

  /// Whether what the objects own may go after them.
  public boolean isBackground() {
    return names.contains(BACKGROUND);
  }

  /// Those that are left when a stage is done.
  public Finalizers after(Stage stage) {
    return switch (stage) {
      case RUN_PRE_DELETE -> without(Set.of(PRE_DELETE));
      case CLEAN_PRE_DELETE -> without(Set.of(PRE_DELETE_CLEANUP));
      case DELETE_OBJECTS -> without(Set.of(CASCADE, FOREGROUND, BACKGROUND));
      case RUN_POST_DELETE -> without(Set.of(POST_DELETE));
      case CLEAN_POST_DELETE -> without(Set.of(POST_DELETE_CLEANUP));
      case DONE -> this;
    };
  }

  /// Those of others: what nobody can do any more is not waited for.
  public Finalizers withoutOurs() {
    return without(OURS);
  }

  /// As they are to be on an Application with or without hooks for its end. The others keep their
  /// places.
  public Finalizers forHooks(boolean hasPreDelete, boolean hasPostDelete) {
    var wanted = new ArrayList<>(names);
    put(wanted, hasPreDelete, List.of(PRE_DELETE, PRE_DELETE_CLEANUP));
    put(wanted, hasPostDelete, List.of(POST_DELETE, POST_DELETE_CLEANUP));
    return new Finalizers(wanted);
  }

  private static void put(List<String> names, boolean isWanted, List<String> finalizers) {
    if (!isWanted) {
      names.removeAll(finalizers);
      return;
    }
    finalizers.stream().filter(one -> !names.contains(one)).forEach(names::add);
  }

  private Finalizers without(Set<String> gone) {
    return new Finalizers(names.stream().filter(name -> !gone.contains(name)).toList());
  }
}
