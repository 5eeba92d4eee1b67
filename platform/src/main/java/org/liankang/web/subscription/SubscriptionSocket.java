package org.liankang.web.subscription;

import jakarta.servlet.ServletContext;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.liankang.uses.subscription.Subscriptions;
import org.liankang.uses.subscription.Wire;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/**
 * The socket of subscriptions at {@code /fhir/ws}. Anyone may connect, since a browser cannot send a token along; whoever
 * does not bind with one within a minute is put out again.
 */
@Component
class SubscriptionSocket implements SmartInitializingSingleton {

    static final String PATH = "/fhir/ws";

    private static final int MOST = 1000;
    private static final int LONGEST_MESSAGE = 4096;
    private static final Duration UNBOUND = Duration.ofMinutes(1);
    private static final Duration SILENT = Duration.ofHours(1);

    private final ServletContext context;
    private final Subscriptions subscriptions;
    private final AtomicInteger open = new AtomicInteger();

    /** Where the socket is, for whoever reached the door at this address. */
    static String address(String door) {
        return door.replaceFirst("^http", "ws") + "/ws";
    }

    SubscriptionSocket(ServletContext context, Subscriptions subscriptions) {
        this.context = context;
        this.subscriptions = subscriptions;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (!(context.getAttribute(ServerContainer.class.getName()) instanceof ServerContainer container)) {
            return; // a context without a server, in tests of parts
        }
        try {
            container.addEndpoint(ServerEndpointConfig.Builder.create(Listening.class, PATH)
                    .configurator(new ServerEndpointConfig.Configurator() {
                        @Override
                        public <T> T getEndpointInstance(Class<T> type) {
                            return type.cast(new Listening());
                        }
                    })
                    .build());
        } catch (DeploymentException failure) {
            throw new IllegalStateException("the socket of subscriptions cannot be opened", failure);
        }
    }

    /** One connection. */
    private final class Listening extends Endpoint implements MessageHandler.Whole<String> {

        private Session session;
        private Wire wire;

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            this.session = session;
            if (open.incrementAndGet() > MOST) {
                end(session, CloseCodes.TRY_AGAIN_LATER, "");
                return;
            }
            session.setMaxIdleTimeout(UNBOUND.toMillis());
            session.setMaxTextMessageBufferSize(LONGEST_MESSAGE);
            session.setMaxBinaryMessageBufferSize(1);
            wire = subscriptions.open(new Wire.Line() {
                @Override
                public void send(String text) throws IOException {
                    session.getBasicRemote().sendText(text);
                }

                @Override
                public void end(String reason) {
                    SubscriptionSocket.end(session, CloseCodes.VIOLATED_POLICY, reason);
                }
            });
            session.addMessageHandler(this);
        }

        @Override
        public void onMessage(String message) {
            session.setMaxIdleTimeout(SILENT.toMillis());
            wire.said(message);
        }

        @Override
        public void onClose(Session closed, CloseReason reason) {
            open.decrementAndGet();
            if (wire != null) {
                wire.close();
            }
        }

        @Override
        public void onError(Session failed, Throwable failure) {
            if (wire != null) {
                wire.close();
            }
        }
    }

    private static void end(Session session, CloseCodes code, String reason) {
        try {
            session.close(new CloseReason(code, reason));
        } catch (IOException gone) {
            // it is closed already
        }
    }
}
