package circumplex.kit.call;

import io.grpc.ServerCall;

/** Runs every callback of a call inside the same surroundings. */
public abstract class AroundListener<Q> extends ServerCall.Listener<Q> {

    private final ServerCall.Listener<Q> inner;

    protected AroundListener(ServerCall.Listener<Q> inner) {
        this.inner = inner;
    }

    protected abstract void around(Runnable callback);

    @Override
    public void onMessage(Q message) {
        around(() -> inner.onMessage(message));
    }

    @Override
    public void onHalfClose() {
        around(inner::onHalfClose);
    }

    @Override
    public void onCancel() {
        around(inner::onCancel);
    }

    @Override
    public void onComplete() {
        around(inner::onComplete);
    }

    @Override
    public void onReady() {
        around(inner::onReady);
    }
}
