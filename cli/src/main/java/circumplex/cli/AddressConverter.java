package circumplex.cli;

import circumplex.cli.services.Address;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code HOST:PORT}. */
public final class AddressConverter implements ITypeConverter<Address> {

    @Override
    public Address convert(String typed) {
        try {
            return Address.parse(typed);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("'" + typed + "' " + e.getMessage());
        }
    }
}
