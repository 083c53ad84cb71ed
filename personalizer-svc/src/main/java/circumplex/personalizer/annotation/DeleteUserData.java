package circumplex.personalizer.annotation;

import jakarta.inject.Singleton;

/** Erases everything that is kept about a person. */
@Singleton
public final class DeleteUserData {

    private final PersonStore people;

    DeleteUserData(PersonStore people) {
        this.people = people;
    }

    /** @return how many annotations are gone; erasing nothing is no error */
    public int delete(Person person) {
        return people.erase(person);
    }
}
