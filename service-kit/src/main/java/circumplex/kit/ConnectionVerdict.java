package circumplex.kit;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Tells the pool which connections to throw away. It knows the states of PostgreSQL; without this it would hand out a connection to an
 * H2 database that has closed itself again and again, as long as the service is busy.
 */
public final class ConnectionVerdict implements SQLExceptionOverride {

    @java.lang.Override
    public Override adjudicate(SQLException failure) {
        return DatabaseFailure.connectionGone(failure) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
    }
}
