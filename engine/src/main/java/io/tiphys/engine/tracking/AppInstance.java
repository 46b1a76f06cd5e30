package io.tiphys.engine.tracking;

/// The name that an Application's objects carry in their mark.
///
/// @param name `guestbook`, or `team-a_guestbook` for one outside the control plane's namespace
public record AppInstance(String name) {

  public AppInstance {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("an Application's instance name is empty");
    }
  }

  /// @param appNamespace where the Application lives
  /// @param appName its name
  /// @param controlPlaneNamespace where Tiphys lives; Applications there keep their bare name
  public static AppInstance of(String appNamespace, String appName, String controlPlaneNamespace) {
    return new AppInstance(
        appNamespace.isEmpty() || appNamespace.equals(controlPlaneNamespace)
            ? appName
            : appNamespace + "_" + appName);
  }

  /// As it fits into a label: at most 63 characters, ending with a letter or digit.
  String label() {
    int end = Math.min(name.length(), 63);
    while (end > 0 && end < name.length() && !Character.isLetterOrDigit(name.charAt(end - 1))) {
      end--;
    }
    return name.substring(0, end);
  }
}
