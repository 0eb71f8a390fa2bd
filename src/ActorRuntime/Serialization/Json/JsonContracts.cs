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

        if (!CanBeRestored(contract))
        {
            contract.OnSerializing = value =>
                throw new NotSupportedException(
                    $"{value.GetType()} would lose data: nothing of its state could be set again when it is read; give it setters, "
                        + "or a constructor marked by JsonConstructor."
                );
        }
    }

    /// <summary>
    /// False for a type whose state is hidden from JSON: of an exception, or of a struct with a constructor but no setters, the
    /// properties would be written and then nothing of them read.
    /// </summary>
    private static bool CanBeRestored(JsonTypeInfo contract) =>
        !contract.Type.IsAssignableTo(typeof(Exception))
        && (
            contract.Properties.Any(property => property.Set is not null || property.AssociatedParameter is not null)
            || !HasState(contract.Type)
        );

    private static bool HasState(Type? type) =>
        type is not null
        && (
            type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Length > 0
            || HasState(type.BaseType)
        );

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
