package io.tiphys.kube.access;

import java.io.IOException;

/// Where a request's identity comes from. Any number of threads.
interface Credentials {

  /// What proves the identity now.
  ///
  /// @param authorization the header's value; empty for none
  /// @param certificatePem a client certificate instead of the configured one; empty for none
  /// @param keyPem its key
  record Proof(String authorization, String certificatePem, String keyPem) {
    static final Proof NONE = new Proof("", "", "");

    static Proof bearer(String token) {
      return new Proof("Bearer " + token, "", "");
    }

    @Override
    public String toString() {
      return "Proof";
    }
  }

  /// @throws IOException when it cannot be had; the message says why and has no secret
  Proof current() throws IOException;

  /// The server did not accept it: get a new one.
  ///
  /// @return false when there is no other
  boolean renew();

  /// One that never changes.
  record Fixed(Proof current) implements Credentials {
    @Override
    public boolean renew() {
      return false;
    }
  }

  static Credentials of(Auth auth) {
    return switch (auth) {
      case Auth.None none -> new Fixed(Proof.NONE);
      case Auth.Bearer(var token) -> new Fixed(Proof.bearer(token));
      case Auth.Basic(var user, var password) ->
          new Fixed(new Proof(okhttp3.Credentials.basic(user, password), "", ""));
      case Auth.TokenFile(var file) -> new FileCredentials(file);
      case Auth.Exec exec -> new ExecCredentials(exec);
    };
  }
}
