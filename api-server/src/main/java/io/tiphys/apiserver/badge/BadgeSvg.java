package io.tiphys.apiserver.badge;

import java.util.Map;

/// Draws a badge. The parts have the names and the colours of the original's, the drawing is ours.
///
/// @param width in pixels; 0 for as much as it needs
record BadgeSvg(BadgeState state, boolean isRevisionFull, int width) {

  private static final String GREY = "rgb(204, 214, 221)";
  private static final String GREEN = "rgb(24, 190, 82)";
  private static final String ORANGE = "rgb(244, 192, 48)";
  private static final String PURPLE = "rgb(178, 102, 255)";

  private static final Map<String, String> HEALTH_COLOURS =
      Map.of(
          "Degraded", "rgb(233, 109, 118)",
          "Healthy", GREEN,
          "Missing", ORANGE,
          "Progressing", "rgb(13, 173, 234)",
          "Suspended", GREY,
          "Unknown", PURPLE);

  private static final Map<String, String> SYNC_COLOURS =
      Map.of("OutOfSync", ORANGE, "Synced", GREEN, "Unknown", PURPLE);

  private static final int ROW = 20;
  private static final int ICON = 20;
  private static final int CHARACTER = 6;
  private static final int HEALTH = 77;
  private static final int SYNC = 54;
  private static final int SHORT_REVISION = 7;

  String draw() {
    String revision = revision();
    int title = state.title().isEmpty() ? 0 : length(state.title());
    int health = Math.max(HEALTH, ICON + length(state.health()));
    int sync = Math.max(SYNC, length(state.sync()));
    int extra = revision.isEmpty() ? 0 : length(revision);
    int total = Math.max(title, width > 0 ? width : health + sync + extra);
    if (revision.isEmpty()) {
      sync = Math.max(0, total - health);
    } else {
      extra = Math.max(0, total - health - sync);
    }
    int top = title == 0 ? 0 : ROW;
    var svg = new StringBuilder(1500);
    svg.append(
        """
        <svg width="%d" height="%d" xmlns="http://www.w3.org/2000/svg" role="img">
        <g font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="10" text-anchor="middle" fill="#fff">
        """
            .formatted(total, top + ROW));
    if (title > 0) {
      part(svg, "title", "rgb(85, 85, 85)", 0, 0, total, state.title());
    }
    part(svg, "left", colour(HEALTH_COLOURS, state.health()), 0, top, health, "");
    text(svg, "left", ICON + (health - ICON) / 2, top, state.health());
    part(svg, "right", colour(SYNC_COLOURS, state.sync()), health, top, sync, state.sync());
    if (!revision.isEmpty()) {
      part(
          svg, "revision", colour(SYNC_COLOURS, state.sync()), health + sync, top, extra, revision);
    }
    wheel(svg, top + ROW / 2);
    return svg.append("</g>\n</svg>\n").toString();
  }

  private String revision() {
    String revision = state.revision();
    if (revision.isEmpty()) {
      return "";
    }
    boolean isCut = !isRevisionFull && revision.length() > SHORT_REVISION;
    return "(" + (isCut ? revision.substring(0, SHORT_REVISION) : revision) + ")";
  }

  private static int length(String text) {
    return (text.length() + 1) * CHARACTER;
  }

  private static String colour(Map<String, String> colours, String text) {
    return colours.getOrDefault(text, GREY);
  }

  private static void part(
      StringBuilder svg, String name, String colour, int x, int y, int width, String text) {
    svg.append(
        "<rect id=\"%sRect\" fill=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>\n"
            .formatted(name, colour, x, y, width, ROW));
    if (!text.isEmpty()) {
      text(svg, name, x + width / 2, y, text);
    }
  }

  private static void text(StringBuilder svg, String name, int x, int y, String text) {
    svg.append(
        "<text id=\"%sText\" x=\"%d\" y=\"%d\">%s</text>\n"
            .formatted(name, x, y + 14, escaped(text)));
  }

  /// A helmsman's wheel.
  private static void wheel(StringBuilder svg, int y) {
    svg.append(
        """
        <g fill="none" stroke="#fff" stroke-width="1.5" transform="translate(11 %d)">
        <circle r="4.5"/><path d="M-7.5 0H7.5M0-7.5V7.5M-5.3-5.3L5.3 5.3M-5.3 5.3L5.3-5.3"/>
        </g>
        """
            .formatted(y));
  }

  /// What XML 1.0 takes, with nothing that means anything to it.
  private static String escaped(String text) {
    var escaped = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '<' -> escaped.append("&lt;");
            case '>' -> escaped.append("&gt;");
            case '&' -> escaped.append("&amp;");
            case '"' -> escaped.append("&quot;");
            case '\'' -> escaped.append("&#39;");
            default ->
                escaped.appendCodePoint(
                    Character.isDefined(c) && c >= ' ' && !isOutside(c) ? c : '?');
          }
        });
    return escaped.toString();
  }

  private static boolean isOutside(int c) {
    return (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) || (c & 0xfffe) == 0xfffe;
  }
}
