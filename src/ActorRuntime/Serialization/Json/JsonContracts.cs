using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Akka.Actor;

namespace Akka.Serialization.Json;

/// <summary>How objects become JSON and are created again.</summary>
internal static class JsonContracts
{
    public static JsonSerializerOptions Options(ExtendedActorSystem system) =>
        new()
        {
            IncludeFields = true,
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
            Converters = { new SurrogateConverterFactory(system), new OpenTypeConverterFactory() },
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { Adapt } },
        };

    private static void Adapt(JsonTypeInfo contract)
    {
        if (contract.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        if (contract.CreateObject is null && PrivateConstructor(contract.Type) is { } create)
        {
            contract.CreateObject = () => create.Invoke(null);
        }

        foreach (var property in contract.Properties)
        {
            property.Set ??= PrivateSetter(property);
            if (property.Get is { } get && DeclaredTypes.CanHoldMore(property.PropertyType))
            {
                property.Get = owner =>
                {
                    var value = get(owner);
                    DeclaredTypes.Check(value, property.PropertyType);
                    return value;
                };
            }
        }
    }

    /// <summary>The parameterless constructor of a class that has no public one.</summary>
    private static ConstructorInfo? PrivateConstructor(Type type) =>
        type.IsAbstract || type.GetConstructors().Length > 0
            ? null
            : type.GetConstructor(BindingFlags.Instance | BindingFlags.NonPublic, Type.EmptyTypes);

    private static Action<object, object?>? PrivateSetter(JsonPropertyInfo property) =>
        (property.AttributeProvider as PropertyInfo)?.GetSetMethod(nonPublic: true) is { } setter
            ? (owner, value) => setter.Invoke(owner, [value])
            : null;
}
