using System.Collections.Concurrent;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Util;

namespace Akka.Serialization;

/// <summary>
/// The serializers of an actor system: by identifier, to read what was stored, and by type, to write. They come from
/// <c>akka.actor.serializers</c> and <c>akka.actor.serialization-bindings</c>; more can be added at any time.
/// </summary>
public partial class Serialization
{
    private const string SerializersPath = "akka.actor.serializers";
    private const string BindingsPath = "akka.actor.serialization-bindings";

    private readonly ConcurrentDictionary<int, Serializer> _byIdentifier = new();
    private readonly ConcurrentDictionary<string, Serializer> _byName = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Type> _byManifest = new(StringComparer.Ordinal);
    private readonly SerializerBindings _bindings = new();
    private readonly NullSerializer _null;

    /// <summary>Creates the serializers that the configuration of a system names.</summary>
    /// <param name="system">The system.</param>
    /// <exception cref="ConfigurationException">A serializer cannot be created.</exception>
    /// <exception cref="ArgumentException">A serializer has no identifier, or that of another.</exception>
    /// <exception cref="SerializationException">A binding names a serializer that is not there.</exception>
    public Serialization(ExtendedActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        System = system;
        _null = new NullSerializer(system);
        AddSerializer("null", _null);
        var config = system.Settings.Config;
        foreach (var (name, type) in config.GetConfig(SerializersPath)?.AsEnumerable() ?? [])
        {
            AddSerializer(name, SerializerFactory.Create(name, type.GetString(), system));
        }

        foreach (var (type, name) in config.GetConfig(BindingsPath)?.AsEnumerable() ?? [])
        {
            Bind(type, name.GetString());
        }

        var setup = system.Settings.Setup.Get<SerializationSetup>();
        foreach (var details in setup.HasValue ? setup.Value.CreateSerializers(system) : [])
        {
            AddSerializer(details.Alias, details.Serializer);
            foreach (var type in details.UseFor)
            {
                AddSerializationMap(type, details.Serializer);
            }
        }
    }

    /// <summary>The system that the serializers belong to.</summary>
    public ExtendedActorSystem System { get; }

    /// <summary>Adds a serializer that is found by its identifier.</summary>
    /// <param name="serializer">The serializer.</param>
    /// <exception cref="ArgumentException">Another type of serializer has its identifier.</exception>
    public void AddSerializer(Serializer serializer)
    {
        ArgumentNullException.ThrowIfNull(serializer);
        var known = _byIdentifier.GetOrAdd(serializer.Identifier, serializer);
        if (known.GetType() != serializer.GetType())
        {
            throw new ArgumentException(
                $"The serializers {known.GetType()} and {serializer.GetType()} have the same identifier {serializer.Identifier}. "
                    + "Give one of them another; what was stored with it cannot be read otherwise.",
                nameof(serializer)
            );
        }

        _byIdentifier[serializer.Identifier] = serializer;
    }

    /// <summary>Adds a serializer that is found by its identifier and by a name.</summary>
    /// <param name="name">The name, as in <c>akka.actor.serializers</c>.</param>
    /// <param name="serializer">The serializer.</param>
    /// <exception cref="ArgumentException">Another type of serializer has its identifier.</exception>
    public void AddSerializer(string name, Serializer serializer)
    {
        AddSerializer(serializer);
        _byName[name] = serializer;
    }

    /// <summary>Binds a type, and all that derives from it or implements it, to a serializer.</summary>
    /// <param name="type">The type.</param>
    /// <param name="serializer">The serializer.</param>
    public void AddSerializationMap(Type type, Serializer serializer)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(serializer);
        _bindings.Bind(type, serializer);
    }

    /// <summary>The serializer that writes an object.</summary>
    /// <param name="obj">The object; null has a serializer too.</param>
    /// <param name="defaultSerializerName">The name of the serializer to use if only <c>System.Object</c> is bound.</param>
    /// <exception cref="SerializationException">There is none.</exception>
    public Serializer FindSerializerFor(object? obj, string? defaultSerializerName = null) =>
        obj is null ? _null : FindSerializerForType(obj.GetType(), defaultSerializerName);

    /// <summary>The serializer that writes objects of a type.</summary>
    /// <param name="objectType">The type.</param>
    /// <param name="defaultSerializerName">The name of the serializer to use if only <c>System.Object</c> is bound.</param>
    /// <exception cref="SerializationException">There is none.</exception>
    public Serializer FindSerializerForType(Type objectType, string? defaultSerializerName = null)
    {
        ArgumentNullException.ThrowIfNull(objectType);
        var fallback = string.IsNullOrEmpty(defaultSerializerName) ? null : Named(defaultSerializerName);
        return _bindings.Find(objectType, fallback)
            ?? throw new SerializationException(
                $"There is no serializer for {objectType.TypeQualifiedName()}. Bind one: {BindingsPath} "
                    + $"{{ \"{objectType.TypeQualifiedName()}\" = <a name in {SerializersPath}> }}."
            );
    }

    /// <summary>The bytes of an object, written by the serializer of its type.</summary>
    /// <param name="o">The object.</param>
    /// <exception cref="SerializationException">There is no serializer for it, or it cannot be serialized.</exception>
    public byte[] Serialize(object o) => FindSerializerFor(o).ToBinary(o);

    /// <summary>Turns stored bytes into an object.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="serializerId">The identifier of the serializer that wrote them.</param>
    /// <param name="type">The type of the object; null if no manifest was stored.</param>
    /// <exception cref="SerializationException">No serializer has this identifier.</exception>
    public object? Deserialize(byte[] bytes, int serializerId, Type? type) =>
        SerializerById(serializerId).FromBinary(bytes, type);

    /// <summary>Turns stored bytes into an object.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="serializerId">The identifier of the serializer that wrote them.</param>
    /// <param name="manifest">The manifest that was stored with them; empty if there was none.</param>
    /// <exception cref="SerializationException">
    /// No serializer has this identifier, or the type that the manifest names does not exist.
    /// </exception>
    public object? Deserialize(byte[] bytes, int serializerId, string? manifest)
    {
        var serializer = SerializerById(serializerId);
        if (serializer is SerializerWithStringManifest named)
        {
            return named.FromBinary(bytes, manifest ?? "");
        }

        if (string.IsNullOrEmpty(manifest))
        {
            return serializer.FromBinary(bytes, type: null);
        }

        if (!_byManifest.TryGetValue(manifest, out var type))
        {
            type =
                TypeNames.Find(manifest)
                ?? throw new SerializationException(
                    $"There is no type '{manifest}' for bytes that the serializer with the identifier {serializerId} "
                        + $"({serializer.GetType()}) wrote. If it was renamed, add a serializer that knows the old name."
                );
            _byManifest[manifest] = type;
        }

        return serializer.FromBinary(bytes, type);
    }

    /// <summary>What is stored beside an object's bytes so that they can be read again; empty if nothing is.</summary>
    /// <param name="s">The serializer that writes the object.</param>
    /// <param name="msg">The object.</param>
    public static string ManifestFor(Serializer s, object msg)
    {
        ArgumentNullException.ThrowIfNull(s);
        return s switch
        {
            SerializerWithStringManifest named => named.Manifest(msg),
            { IncludeManifest: true } => msg.GetType().TypeQualifiedName(),
            _ => "",
        };
    }

    /// <summary>A reference as a serializer writes it.</summary>
    /// <param name="actorRef">The reference.</param>
    public static string SerializedActorPath(IActorRef actorRef)
    {
        ArgumentNullException.ThrowIfNull(actorRef);
        return Transport is { } transport
            ? actorRef.Path.ToSerializationFormatWithAddress(transport.Address)
            : actorRef.Path.ToSerializationFormat();
    }

    /// <summary>The reference that <see cref="SerializedActorPath"/> wrote; of the dead letters if its actor is gone.</summary>
    /// <param name="path">What was written.</param>
    public IActorRef DeserializeActorRef(string path) => System.Provider.ResolveActorRef(path);

    /// <summary>The serializer with an identifier.</summary>
    /// <exception cref="SerializationException">There is none; the message says where to register it.</exception>
    internal Serializer SerializerById(int identifier) =>
        _byIdentifier.TryGetValue(identifier, out var serializer)
            ? serializer
            : throw new SerializationException(
                $"There is no serializer with the identifier {identifier}, which wrote these bytes. Register it: {SerializersPath} "
                    + "{ name = \"Namespace.Type, Assembly\" }, whose Identifier is this number or has it in "
                    + $"{SerializerIdentifierHelper.Path}. Known: {string.Join(", ", Known())}."
            );

    private IEnumerable<string> Known() =>
        _byIdentifier.OrderBy(known => known.Key).Select(known => $"{known.Key} = {known.Value.GetType()}");

    private Serializer Named(string name) =>
        _byName.TryGetValue(name, out var serializer)
            ? serializer
            : throw new SerializationException(
                $"There is no serializer of the name '{name}' in {SerializersPath}. Known: {string.Join(", ", _byName.Keys.Order())}."
            );

    private void Bind(string type, string? name)
    {
        if (TypeNames.Find(type) is { } found)
        {
            AddSerializationMap(found, Named(name ?? ""));
        }
        else
        {
            // As in Akka.NET no error: a configuration may bind types of assemblies that this process does not have.
            System.Log.Warning("{0} binds the type {1}, which does not exist here", BindingsPath, type);
        }
    }
}
