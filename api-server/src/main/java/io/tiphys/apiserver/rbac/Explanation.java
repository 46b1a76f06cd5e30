package io.tiphys.apiserver.rbac;

import io.tiphys.apiserver.rbac.PolicyLine.Grouping;
import io.tiphys.apiserver.rbac.PolicyLine.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Why a request is allowed or not.
///
/// @param verdicts one for each name that the policy was asked for, up to the one that allows
public record Explanation(boolean isAllowed, List<Verdict> verdicts) {

  public Explanation {
    verdicts = List.copyOf(verdicts);
  }

  /// What the lines for one name come to.
  ///
  /// @param who `policy.default`, `subject`, `group` or `everybody`, with the name
  /// @param path the `g` lines that lead from the name to the subject of the deciding line
  /// @param line the one that decides; none when no line matches
  public record Verdict(String who, List<Place> path, Optional<Place> line, boolean isAllowed) {
    public Verdict {
      path = List.copyOf(path);
    }
  }

  /// Asks a policy as the API server does, without projects.
  ///
  /// @param groups that the subject is in
  public static Explanation of(
      Policy policy, String subject, List<String> groups, Request request) {
    var voices = Voices.of(new Asker.Known(subject, groups), policy.settings().defaultRole());
    var names = new ArrayList<>(voices.everywhere());
    names.addAll(names.size() - 1, voices.inProject());
    var verdicts = new ArrayList<Verdict>();
    for (Voices.Voice voice : names.stream().distinct().toList()) {
      if (voice.isGroup() && !policy.graph().isMember(voice.subject())) {
        verdicts.add(
            new Verdict(
                "group " + voice.subject() + " (no g line gives it a role, so it does not count)",
                List.of(),
                Optional.empty(),
                false));
        continue;
      }
      var verdict = verdict(policy, voice, request);
      verdicts.add(verdict);
      if (verdict.isAllowed()) {
        return new Explanation(true, List.of(verdict));
      }
    }
    return new Explanation(false, verdicts);
  }

  /// What is asked for.
  ///
  /// @param action such as `get`
  /// @param resource such as `applications`
  /// @param object such as `default/guestbook`
  public record Request(String action, String resource, String object) {}

  private static Verdict verdict(Policy policy, Voices.Voice voice, Request request) {
    String who = voice.subject().isEmpty() ? voice.title() : voice.title() + " " + voice.subject();
    Optional<Verdict> allowing = Optional.empty();
    for (var role : policy.graph().rolesOf(voice.subject()).entrySet()) {
      for (CompiledRule rule : policy.rulesOf(role.getKey())) {
        if (!rule.matches(request.resource(), request.action(), request.object())) {
          continue;
        }
        boolean isDeny = rule.rule().effect() == Effect.DENY;
        var path = role.getValue().stream().map(Grouping::place).toList();
        var verdict = new Verdict(who, path, Optional.of(rule.rule().place()), !isDeny);
        if (isDeny) {
          return verdict;
        }
        allowing = allowing.or(() -> Optional.of(verdict));
      }
    }
    return allowing.orElseGet(() -> new Verdict(who, List.of(), Optional.empty(), false));
  }

  /// For people: the answer, then the lines that decide.
  public String text() {
    var text = new StringBuilder(isAllowed ? "allow" : "deny").append('\n');
    for (Verdict verdict : verdicts) {
      text.append("  ").append(verdict.who()).append(": ");
      text.append(verdict.line().map(Place::toString).orElse("no line matches")).append('\n');
      verdict.path().forEach(place -> text.append("    by ").append(place).append('\n'));
    }
    return text.toString();
  }
}
