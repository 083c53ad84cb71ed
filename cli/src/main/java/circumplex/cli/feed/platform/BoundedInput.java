package circumplex.cli.feed.platform;

import circumplex.cli.feed.BadInput;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Input that is refused where it goes on for too long. */
final class BoundedInput extends FilterInputStream {

    private final int limit;
    private long count;

    BoundedInput(InputStream in, int limit) {
        super(in);
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        count(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        count(Math.max(read, 0));
        return read;
    }

    private void count(int read) {
        count += read;
        if (count > limit) {
            throw new BadInput("is longer than " + (limit >> 20) + " MiB; split the file");
        }
    }
}
