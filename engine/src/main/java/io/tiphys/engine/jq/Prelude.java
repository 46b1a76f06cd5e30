package io.tiphys.engine.jq;

/// Functions that are expressions themselves, one a line.
final class Prelude {

  static final String TEXT =
      """
      def select(f): if f then . else empty end;
      def map(f): [.[] | f];
      def map_values(f): . as $all | reduce keys_unsorted[] as $k ($all; [limit(1; $all | getpath([$k]) | f)] as $new | if ($new | length) == 0 then delpaths([[$k]]) else setpath([$k]; $new[0]) end);
      def recurse(f): def r: ., (f | r); r;
      def recurse(f; cond): def r: ., (f | select(cond) | r); r;
      def recurse: recurse(.[]?);
      def values: select(. != null);
      def nulls: select(. == null);
      def booleans: select(type == "boolean");
      def numbers: select(type == "number");
      def strings: select(type == "string");
      def arrays: select(type == "array");
      def objects: select(type == "object");
      def iterables: select(type == "array" or type == "object");
      def scalars: select(type != "array" and type != "object");
      def in(xs): . as $x | xs | has($x);
      def inside(xs): . as $x | xs | contains($x);
      def add: reduce .[] as $x (null; . + $x);
      def add(f): reduce f as $x (null; . + $x);
      def any: isempty(first(.[] | select(.))) | not;
      def any(f): isempty(first(.[] | f | select(.))) | not;
      def any(g; cond): isempty(first(g | cond | select(.))) | not;
      def all: isempty(first(.[] | select(. | not)));
      def all(f): isempty(first(.[] | f | select(. | not)));
      def all(g; cond): isempty(first(g | cond | select(. | not)));
      def first(f): limit(1; f);
      def first: .[0];
      def last: .[-1];
      def nth($n): .[$n];
      def nth($n; f): last(limit($n + 1; f));
      def until(cond; update): def u: if cond then . else (update | u) end; u;
      def while(cond; update): def w: if cond then ., (update | w) else empty end; w;
      def repeat(f): def r: ., (f | r); r;
      def range($n): range(0; $n);
      def paths: path(..) | select(length > 0);
      def paths(f): path(.. | select(f)) | select(length > 0);
      def leaf_paths: paths(scalars);
      def del(f): delpaths([path(f)]);
      def _assign(p; $v): reduce path(p) as $p (.; setpath($p; $v));
      def _modify(p; f): reduce path(p) as $p (.; setpath($p; getpath($p) | f));
      def to_entries: [keys_unsorted[] as $k | {key: $k, value: .[$k]}];
      def from_entries: reduce .[] as $e ({}; . + {($e | if type == "object" then (if has("key") then .key elif has("k") then .k elif has("name") then .name elif has("Name") then .Name elif has("Key") then .Key else .K end) else null end | if type == "string" then . elif . == null then "null" else tojson end): ($e | if has("value") then .value elif has("v") then .v elif has("Value") then .Value else .V end)});
      def with_entries(f): to_entries | map(f) | from_entries;
      def min: min_by(.);
      def max: max_by(.);
      def unique: unique_by(.);
      def abs: fabs;
      def index($i): indices($i) | .[0];
      def rindex($i): indices($i) | .[-1:][0];
      def ascii: [.] | implode;
      def match($re): _matches($re) | .[];
      def match($re; $flags): _matches($re; $flags) | .[];
      def splits($re): split_re($re; null) | .[];
      def split_re($re; $flags): . as $s | [match($re; "g" + $flags)] as $m | [range(0; ($m | length) + 1) as $i | $s[(if $i == 0 then 0 else $m[$i - 1].offset + $m[$i - 1].length end):(if $i == ($m | length) then null else $m[$i].offset end)]];
      def split($re; $flags): split_re($re; $flags);
      def capture($re): capture($re; null);
      def capture($re; $flags): match($re; $flags) | [.captures[] | select(.name != null) | {key: .name, value: .string}] | from_entries;
      def scan($re): match($re; "g") | if (.captures | length) == 0 then .string else [.captures[].string] end;
      def sub($re; str): sub($re; str; "");
      def gsub($re; str): sub($re; str; "g");
      def gsub($re; str; $flags): sub($re; str; "g" + $flags);
      def sub($re; str; $flags): . as $s | [match($re; $flags)] as $m | reduce range(0; $m | length) as $i ([0, ""]; [$m[$i].offset + $m[$i].length, .[1] + $s[.[0]:$m[$i].offset] + ($m[$i] | [.captures[] | select(.name != null) | {key: .name, value: .string}] | from_entries | str)]) | .[1] + $s[.[0]:];
      def walk(f): def w: if type == "object" then map_values(w) elif type == "array" then map(w) else . end | f; w;
      """;

  private Prelude() {}

  /// `name/arity` of a line.
  static String key(String line) {
    String head = line.substring("def ".length());
    int end =
        Math.min(head.indexOf(':'), head.indexOf('(') < 0 ? head.length() : head.indexOf('('));
    if (head.charAt(end) == ':') {
      return head.substring(0, end) + "/0";
    }
    String parameters = head.substring(end, head.indexOf(')'));
    return head.substring(0, end) + "/" + parameters.split(";").length;
  }
}
