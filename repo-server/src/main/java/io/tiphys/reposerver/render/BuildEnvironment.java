package io.tiphys.reposerver.render;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// The variables that a source may name in its parameters, and how they are filled in (Argo CD's
/// build environment).
///
/// @param variables name to value
record BuildEnvironment(Map<String, String> variables) {

  private static final String SPECIAL = "*#$@!?-0123456789";

  BuildEnvironment {
    variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
  }

  static BuildEnvironment of(RenderRequest request, String revision) {
    var variables = new LinkedHashMap<String, String>();
    variables.put("ARGOCD_APP_NAME", request.appName());
    variables.put("ARGOCD_APP_NAMESPACE", request.namespace());
    variables.put("ARGOCD_APP_PROJECT_NAME", request.projectName());
    variables.put("ARGOCD_APP_REVISION", revision);
    variables.put("ARGOCD_APP_REVISION_SHORT", beginning(revision, 7));
    variables.put("ARGOCD_APP_REVISION_SHORT_8", beginning(revision, 8));
    variables.put("ARGOCD_APP_SOURCE_REPO_URL", request.source().repoURL());
    variables.put("ARGOCD_APP_SOURCE_PATH", request.source().path());
    variables.put("ARGOCD_APP_SOURCE_TARGET_REVISION", request.source().targetRevision());
    variables.put("KUBE_VERSION", request.kubeVersion());
    variables.put("KUBE_API_VERSIONS", String.join(",", request.apiVersions()));
    return new BuildEnvironment(variables);
  }

  private static String beginning(String revision, int length) {
    return revision.substring(0, Math.min(length, revision.length()));
  }

  /// Replaces `$NAME` and `${NAME}`; an unknown name becomes nothing and `$$` becomes `$`. The
  /// corners are those of Go's `os.Expand`, which users' values were written for: a lone `$` stays,
  /// `${}` and an unclosed `${` are eaten.
  String expand(String text) {
    if (text.indexOf('$') < 0) {
      return text;
    }
    var out = new StringBuilder(text.length() + 32);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '$' || i + 1 == text.length()) {
        out.append(c);
        continue;
      }
      char next = text.charAt(i + 1);
      if (next == '{') {
        int special = i + 2;
        int close = text.indexOf('}', special);
        if (special + 1 < text.length()
            && SPECIAL.indexOf(text.charAt(special)) >= 0
            && text.charAt(special + 1) == '}') {
          out.append(value(text.substring(special, special + 1)));
          i = special + 1;
        } else if (close < 0) {
          i++;
        } else {
          out.append(value(text.substring(special, close)));
          i = close;
        }
      } else if (SPECIAL.indexOf(next) >= 0) {
        out.append(value(String.valueOf(next)));
        i++;
      } else {
        int end = i + 1;
        while (end < text.length() && isNamePart(text.charAt(end))) {
          end++;
        }
        out.append(end == i + 1 ? "$" : value(text.substring(i + 1, end)));
        i = end - 1;
      }
    }
    return out.toString();
  }

  private String value(String name) {
    return name.equals("$") ? "$" : variables.getOrDefault(name, "");
  }

  private static boolean isNamePart(char c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
