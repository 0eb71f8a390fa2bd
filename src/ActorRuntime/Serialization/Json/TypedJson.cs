using System.Text.Json;
using Akka.Util;

namespace Akka.Serialization.Json;

/// <summary>A value with its type: <c>{"$type":"Namespace.Type, Assembly","$value":…}</c>.</summary>
internal static class TypedJson
{
    public static void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options)
    {
        var type = value.GetType();
        writer.WriteStartObject();
        writer.WriteString("$type"u8, type.TypeQualifiedName());
        if (type != typeof(object))
        {
            writer.WritePropertyName("$value"u8);
            DeclaredTypes.Check(value, type);
            JsonSerializer.Serialize(writer, value, type, options);
        }

        writer.WriteEndObject();
    }

    /// <summary>Reads a value. The type that it names is created only if it can stand where it stands.</summary>
    public static object Read(ref Utf8JsonReader reader, Type declared, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject || !reader.Read() || !reader.ValueTextEquals("$type"u8))
        {
            throw new JsonException($"Where {declared} is declared, an object that begins with $type is expected.");
        }

        reader.Read();
        var name = reader.GetString() ?? "";
        var type = TypeNames.Find(name) ?? throw new JsonException($"There is no type '{name}'.");
        if (!type.IsAssignableTo(declared))
        {
            throw new JsonException($"{type} cannot stand where {declared} is declared.");
        }

        reader.Read();
        if (type == typeof(object))
        {
            return new object();
        }

        if (reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals("$value"u8))
        {
            throw new JsonException($"After $type, $value is expected for {type}.");
        }

        reader.Read();
        var value = JsonSerializer.Deserialize(ref reader, type, options);
        reader.Read();
        return value ?? throw new JsonException($"$value of {type} is null.");
    }
}
