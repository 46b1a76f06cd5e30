package io.tiphys.apiserver.hostkeys;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;

/// A distinguished name as Go writes it, and with it `argocd cert list`: known attributes in an
/// order of their own whatever the certificate's is, then the others by number, escaped as RFC 2253
/// says.
final class SubjectName {

  private static final String ATTRIBUTE = "2.5.4.";

  /// Known attributes below 2.5.4, in the order of the text.
  private static final Map<String, String> NAMES = names();

  private SubjectName() {}

  private static Map<String, String> names() {
    var names = new LinkedHashMap<String, String>();
    names.put("5", "SERIALNUMBER");
    names.put("3", "CN");
    names.put("17", "POSTALCODE");
    names.put("9", "STREET");
    names.put("8", "ST");
    names.put("7", "L");
    names.put("11", "OU");
    names.put("10", "O");
    names.put("6", "C");
    return names;
  }

  /// @param encoded DER
  static String of(byte[] encoded) {
    var known = new LinkedHashMap<String, List<String>>();
    NAMES.values().forEach(name -> known.put(name, new ArrayList<>()));
    var others = new ArrayList<String>();
    for (RDN rdn : X500Name.getInstance(encoded).getRDNs()) {
      for (AttributeTypeAndValue attribute : rdn.getTypesAndValues()) {
        String oid = attribute.getType().getId();
        String name =
            oid.startsWith(ATTRIBUTE) ? NAMES.get(oid.substring(ATTRIBUTE.length())) : null;
        List<String> values = name == null ? null : known.get(name);
        if (values != null && attribute.getValue() instanceof ASN1String text) {
          add(values, name + "=" + escaped(text.getString()));
        } else {
          others.addFirst(oid + "=#" + hex(attribute));
        }
      }
    }
    var parts = new ArrayList<String>();
    known.values().stream()
        .filter(values -> !values.isEmpty())
        .map(values -> String.join("+", values))
        .forEach(parts::add);
    parts.addAll(others);
    return String.join(",", parts);
  }

  /// Of names and serial numbers there is one, the last.
  private static void add(List<String> values, String part) {
    if (part.startsWith("CN=") || part.startsWith("SERIALNUMBER=")) {
      values.clear();
    }
    values.add(part);
  }

  private static String escaped(String text) {
    var escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isSpecial = ",+\"\\<>;".indexOf(c) >= 0;
      boolean isFirst = i == 0 && (c == ' ' || c == '#');
      boolean isLast = i == text.length() - 1 && c == ' ';
      if (isSpecial || isFirst || isLast) {
        escaped.append('\\');
      }
      escaped.append(c);
    }
    return escaped.toString();
  }

  private static String hex(AttributeTypeAndValue attribute) {
    try {
      byte[] der = attribute.getValue().toASN1Primitive().getEncoded(ASN1Encoding.DER);
      return HexFormat.of().formatHex(der);
    } catch (IOException e) {
      return "";
    }
  }
}
