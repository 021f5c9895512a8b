package org.umdf4j.reflector.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.umdf4j.ddi.HResult;
import org.umdf4j.linux.Errno;

@Timeout(30)
class ErrnoTableTest {
    /** The rows are those of spec/hresults.csv. */
    @ParameterizedTest
    @CsvFileSource(resources = "hresults.csv", numLinesToSkip = 1)
    void tableAgreesWithTheInventory(String value, String kind, String errno) throws ReflectiveOperationException {
        HResult status = new HResult(Integer.parseUnsignedInt(value.substring(2), 16));
        int expected = kind.equals("success") ? 0 : Errno.class.getField(errno).getInt(null);
        assertThat(ErrnoTable.errno(status)).isEqualTo(expected);
    }

    @Test
    void anyOtherFailureIsAnInputOutputError() {
        assertThat(ErrnoTable.errno(HResult.fromWin32(31))).isEqualTo(Errno.EIO);
        assertThat(ErrnoTable.errno(HResult.STATUS_UNSUCCESSFUL)).isEqualTo(Errno.EIO);
    }
}
