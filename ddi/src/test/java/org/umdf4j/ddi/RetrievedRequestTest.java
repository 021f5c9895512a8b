package org.umdf4j.ddi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RetrievedRequestTest {
    private final IWDFIoRequest request = (IWDFIoRequest) Proxy.newProxyInstance(
            IWDFIoRequest.class.getClassLoader(), new Class<?>[] {IWDFIoRequest.class}, (proxy, method, arguments) -> {
                throw new AssertionError(method);
            });

    @Test
    void aRequestComesWithSuccess() {
        RetrievedRequest retrieved = RetrievedRequest.of(request);
        assertThat(retrieved.isPresent()).isTrue();
        assertThat(retrieved.status()).isEqualTo(HResult.S_OK);
        assertThat(retrieved.request()).containsSame(request);
    }

    @Test
    void theTwoEmptyOutcomesAreShared() {
        assertThat(RetrievedRequest.empty()).isSameAs(RetrievedRequest.empty());
        assertThat(RetrievedRequest.empty().status()).isEqualTo(HResult.ERROR_NO_MORE_ITEMS);
        assertThat(RetrievedRequest.empty().isPresent()).isFalse();
        assertThat(RetrievedRequest.paused()).isSameAs(RetrievedRequest.paused());
        assertThat(RetrievedRequest.paused().status()).isEqualTo(HResult.STATUS_WDF_PAUSED);
        assertThat(RetrievedRequest.paused().isPresent()).isFalse();
    }

    @Test
    void aStatusThatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> new RetrievedRequest(HResult.ERROR_NO_MORE_ITEMS, Optional.of(request)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RetrievedRequest(HResult.S_OK, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RetrievedRequest(HResult.STATUS_INVALID_DEVICE_STATE, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
