using System.Collections;

namespace Akka.Serialization.Json;

/// <summary>
/// Finds values that are more than the class they are declared as: JSON would be written, and read, without what they have
/// more. Interfaces, abstract classes and object are no such case, because the type is written with the value.
/// </summary>
internal static class DeclaredTypes
{
    /// <summary>Whether a member of this type can hold such a value, itself or as an element.</summary>
    public static bool CanHoldMore(Type declared) =>
        ElementOf(declared) is { } element ? CanHoldMore(element) : IsOpenClass(declared);

    /// <summary>Refuses such a value.</summary>
    /// <exception cref="NotSupportedException">It is one, or has one as an element.</exception>
    public static void Check(object? value, Type declared)
    {
        if (value is null || !CanHoldMore(declared))
        {
            return;
        }

        if (ElementOf(declared) is { } element)
        {
            foreach (var item in value is IDictionary map ? map.Values : (IEnumerable)value)
            {
                Check(item, element);
            }
        }
        else if (value.GetType() != declared)
        {
            throw new NotSupportedException(
                $"{value.GetType()} is declared as {declared}, as which it would lose data; declare an interface, an abstract "
                    + "class or object."
            );
        }
    }

    /// <summary>The type of a collection's elements, or of a map's values; null if it is no collection.</summary>
    private static Type? ElementOf(Type type)
    {
        if (type == typeof(string))
        {
            return null;
        }

        foreach (var candidate in type.GetInterfaces().Append(type))
        {
            if (candidate.IsGenericType && candidate.GetGenericTypeDefinition() == typeof(IEnumerable<>))
            {
                var element = candidate.GetGenericArguments()[0];
                return element.IsGenericType && element.GetGenericTypeDefinition() == typeof(KeyValuePair<,>)
                    ? element.GetGenericArguments()[1]
                    : element;
            }
        }

        return null;
    }

    private static bool IsOpenClass(Type type) =>
        type is { IsClass: true, IsSealed: false, IsAbstract: false } && type != typeof(object);
}
