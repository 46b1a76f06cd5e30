package io.tiphys.apiserver.gateway;

import com.google.protobuf.Message;
import io.tiphys.apiserver.operation.Identity;
import io.tiphys.apiserver.operation.LoginSessions;
import io.tiphys.apiserver.operation.Reply;
import io.tiphys.proto.session.SessionResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/// The answers of one REST call, and the cookie that goes before them: of a login its token, else a
/// new token for whose cookie will not do for much longer. A refusal has no cookie.
final class RestSink<A extends Message> implements Dispatcher.Sink<A> {

  private final RestAnswer<A> answer;
  private final SessionCookie cookie;
  private final LoginSessions sessions;
  private final HttpServletResponse response;
  private Optional<String> renewed = Optional.empty();
  private boolean hasBegun;

  /// @param sessions that may be renewed: [LoginSessions#NONE] for whose token is in no cookie
  RestSink(
      RestAnswer<A> answer,
      SessionCookie cookie,
      LoginSessions sessions,
      HttpServletResponse response) {
    this.answer = answer;
    this.cookie = cookie;
    this.sessions = sessions;
    this.response = response;
  }

  /// Not when the answer comes: a call that ends all sessions of its caller would be followed by a
  /// new one.
  @Override
  public void admitted(Identity identity) {
    renewed = sessions.renewed(identity);
  }

  @Override
  public void put(Reply<A> reply) throws IOException {
    if (!hasBegun) {
      hasBegun = true;
      if (reply instanceof Reply.Whole<?>(SessionResponse login)) {
        cookie.set(login.getToken(), response);
      } else {
        renewed.ifPresent(token -> cookie.set(token, response));
      }
    }
    answer.put(reply);
  }
}
