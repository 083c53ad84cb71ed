package circumplex.kit.house;

import circumplex.other.Foreign;
import circumplex.ranker.v1.RankPostsRequest;
import circumplex.wire.WireVectors;
import java.sql.Connection;
import java.sql.SQLException;

/** A use case that knows everything that it must not know. */
final class RankHouses {

    private final Connection connection;
    private final HouseEndpoint endpoint;
    private final Foreign foreign;

    RankHouses(Connection connection, HouseEndpoint endpoint, Foreign foreign) {
        this.connection = connection;
        this.endpoint = endpoint;
        this.foreign = foreign;
    }

    boolean rank(RankPostsRequest message) throws SQLException {
        return connection.isClosed()
                && message.getPostsCount() == endpoint.houses() + foreign.houses()
                && WireVectors.entry("houses", "one").isEmpty();
    }
}
