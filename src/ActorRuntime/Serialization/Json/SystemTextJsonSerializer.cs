using System.Runtime.Serialization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Akka.Actor;
using Akka.Util;

namespace Akka.Serialization.Json;

/// <summary>
/// The serializer of everything that no other is bound to: JSON by System.Text.Json. Akka.NET's own is Newtonsoft.Json; both
/// have the identifier 1 and the type's qualified name as manifest. What differs:
/// <list type="bullet">
/// <item>An object is written once for each place that refers to it, and must not refer to itself. What another serializer
/// wrote with references between objects (<c>$ref</c>, <c>$values</c>) is refused.</item>
/// <item>Only where a member or an element is declared as an interface, an abstract class or <c>object</c>, the type of the
/// value is written with it; where it is declared as another class than it is, it is refused, because it would lose data.</item>
/// <item>A class is created by its constructor whose parameters are named like its properties; with several constructors one
/// is marked by <see cref="JsonConstructorAttribute"/>. Private setters are used, private fields are not.</item>
/// </list>
/// It is meant for messages and tests. What is stored for years deserves a serializer with a string manifest.
/// </summary>
internal sealed class SystemTextJsonSerializer(ExtendedActorSystem system) : Serializer(system)
{
    private readonly Lazy<JsonSerializerOptions> _options = new(() => JsonContracts.Options(system));

    public override int Identifier => 1;

    public override bool IncludeManifest => true;

    public override byte[] ToBinary(object obj)
    {
        try
        {
            DeclaredTypes.Check(obj, obj.GetType());
            return JsonSerializer.SerializeToUtf8Bytes(obj, obj.GetType(), _options.Value);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException)
        {
            throw Fault($"{obj.GetType().TypeQualifiedName()} cannot be written as JSON", e);
        }
    }

    public override object? FromBinary(byte[] bytes, Type? type)
    {
        if (type is null)
        {
            throw new SerializationException("JSON was stored without a manifest, so that its type is not known.");
        }

        if (bytes.AsSpan().IndexOf("\"$ref\":"u8) >= 0 || bytes.AsSpan().IndexOf("\"$values\":"u8) >= 0)
        {
            throw new SerializationException(
                $"The JSON of {type.TypeQualifiedName()} has references between its objects, as Newtonsoft.Json writes them; "
                    + "this serializer cannot read it."
            );
        }

        try
        {
            return JsonSerializer.Deserialize(bytes, type, _options.Value);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException)
        {
            throw Fault($"{type.TypeQualifiedName()} cannot be read from its JSON", e);
        }
    }

    private static SerializationException Fault(string what, Exception cause) =>
        new(
            $"{what}: {cause.Message} Bind a serializer of your own to it in akka.actor.serialization-bindings.",
            cause
        );
}
