package io.tiphys.settings;

/// A value that cannot be used. The last good one stays in force, or the default if there was none.
///
/// @param object such as `argocd-cm`, or a Secret's name
/// @param key in its data
/// @param message what is wrong; quotes nothing of a Secret
public record SettingsProblem(String object, String key, String message) {

  @Override
  public String toString() {
    return object + ": " + key + ": " + message;
  }
}
