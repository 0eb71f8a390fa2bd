using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Akka.Serialization.Json;

/// <summary>Writes the type with the value where an interface, an abstract class or object is declared.</summary>
internal sealed class OpenTypeConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert == typeof(object)
        || (
            (typeToConvert.IsInterface || typeToConvert.IsAbstract)
            && !typeToConvert.IsAssignableTo(typeof(IEnumerable))
            && !HasItsOwn(typeToConvert)
        );

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert))!;

    /// <summary>Whether System.Text.Json, or an attribute, knows already how to write it.</summary>
    private static bool HasItsOwn(Type type) =>
        type.Assembly == typeof(JsonSerializer).Assembly
        || type.GetCustomAttribute<JsonConverterAttribute>() is not null
        || type.GetCustomAttribute<JsonPolymorphicAttribute>() is not null
        || type.GetCustomAttributes<JsonDerivedTypeAttribute>().Any();

    private sealed class Converter<T> : JsonConverter<T>
        where T : class
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            (T)TypedJson.Read(ref reader, typeof(T), options);

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            TypedJson.Write(writer, value, options);
    }
}
