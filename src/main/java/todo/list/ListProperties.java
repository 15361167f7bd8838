package todo.list;

/// What is known of a list beside its entries.
///
/// @param title what people see; empty where the list's name will do
/// @param colour `#rrggbb`, or empty
/// @param order where the list stands among others: lower comes first
public record ListProperties(String title, String colour, double order) {
    public static final ListProperties NONE = new ListProperties("", "", 0);

    public ListProperties {
        order += 0.0; // so that -0 is 0
    }
}
