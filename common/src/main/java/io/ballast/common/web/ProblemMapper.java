// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.web;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every failure of every endpoint as one kind of answer (RFC 9457). An unknown one tells its id and nothing else. */
class ProblemMapper {

    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

    private final CurrentVertxRequest request;

    ProblemMapper(CurrentVertxRequest request) {
        this.request = request;
    }

    @ServerExceptionMapper
    public Response problem(ProblemException e, UriInfo uri) {
        Response.ResponseBuilder response =
                Problems.response(e.status(), e.title(), e.getMessage(), uri.getPath(), e.members());
        if (e.status() == Response.Status.REQUEST_ENTITY_TOO_LARGE.getStatusCode()) {
            response.header("Connection", "close"); // the rest of the body would be the next request
        }
        if (e.retryAfter() != null) {
            response.header(HttpHeaders.RETRY_AFTER, Problems.seconds(e.retryAfter()));
        }
        return response.build();
    }

    @ServerExceptionMapper(priority = 1)
    public Response unauthorized(UnauthorizedException e, UriInfo uri) {
        return turnedAway(e, uri);
    }

    @ServerExceptionMapper(priority = 1)
    public Response notAuthenticated(AuthenticationFailedException e, UriInfo uri) {
        return turnedAway(e, uri);
    }

    private Response turnedAway(SecurityException e, UriInfo uri) {
        AccessFilter.remember(request.getCurrent(), e);
        return Problems.response(401, "Unauthorized", Problems.NO_TOKEN, uri.getPath(), Map.of())
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }

    @ServerExceptionMapper(priority = 1)
    public Response forbidden(ForbiddenException e, UriInfo uri) {
        return Problems.response(403, "Forbidden", Problems.WRONG_ROLE, uri.getPath(), Map.of())
                .build();
    }

    @ServerExceptionMapper
    public Response badJson(JacksonException e, UriInfo uri) {
        String field = e instanceof JsonMappingException mapping ? path(mapping) : "";
        String detail = String.valueOf(e.getOriginalMessage());
        Map<String, Object> members = field.isEmpty() ? Map.of() : Map.of("field", field);
        return Problems.response(
                        400, "Bad request", field.isEmpty() ? detail : field + ": " + detail, uri.getPath(), members)
                .build();
    }

    /** JSON of the wrong shape; the framework has an answer of its own for this kind. */
    @ServerExceptionMapper(priority = 1)
    public Response wrongShape(MismatchedInputException e, UriInfo uri) {
        return badJson(e, uri);
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(r -> r.getFieldName() == null ? "[" + r.getIndex() + "]" : r.getFieldName())
                .collect(Collectors.joining("."))
                .replace(".[", "[");
    }

    @ServerExceptionMapper
    public Response invalid(ConstraintViolationException e, UriInfo uri) {
        var first = e.getConstraintViolations().iterator().next();
        String full = first.getPropertyPath().toString();
        // the path begins with the method and its parameter for bodies, and is exactly that for single parameters
        String field = full.contains(".") ? full.substring(full.indexOf('.') + 1) : full;
        return Problems.response(
                        400, "Bad request", field + ": " + first.getMessage(), uri.getPath(), Map.of("field", field))
                .build();
    }

    @ServerExceptionMapper
    public Response http(WebApplicationException e, UriInfo uri) {
        if (e.getCause() instanceof JacksonException json) {
            return badJson(json, uri);
        }
        Response.StatusType status = e.getResponse().getStatusInfo();
        Response.ResponseBuilder response = Problems.response(
                status.getStatusCode(), status.getReasonPhrase(), e.getMessage(), uri.getPath(), Map.of());
        e.getResponse().getHeaders().forEach((name, values) -> {
            if (!name.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE)
                    && !name.equalsIgnoreCase(HttpHeaders.CONTENT_LENGTH)) {
                values.forEach(value -> response.header(name, value));
            }
        });
        return response.build();
    }

    /** A body of unannounced length that turned out too large was answered with a 413 while it was being read. */
    @ServerExceptionMapper
    public Uni<Response> unreadable(IOException e, UriInfo uri) {
        RoutingContext context = request.getCurrent();
        return context != null && context.response().ended()
                ? Uni.createFrom().nothing() // a second answer would be an error, and its log a gift to an attacker
                : Uni.createFrom().item(unknown(e, uri));
    }

    @ServerExceptionMapper
    public Response unknown(Throwable e, UriInfo uri) {
        String id = UUID.randomUUID().toString();
        LOG.errorf(e, "request failed: errorId=%s path=%s", id, uri.getPath());
        return Response.status(500)
                .type(Problems.MEDIA_TYPE)
                .entity(Problems.body(500, "Internal error", null, uri.getPath(), id, Map.of()))
                .build();
    }
}
