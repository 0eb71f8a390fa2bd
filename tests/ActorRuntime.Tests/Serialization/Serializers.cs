using System.Text;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace ActorRuntime.Tests.Serialization;

/// <summary>A serializer that tells its name and settings, to see which one was chosen.</summary>
public abstract class NamedSerializer(ExtendedActorSystem system, int identifier) : Serializer(system)
{
    public override int Identifier => identifier;

    public override bool IncludeManifest => true;

    public override byte[] ToBinary(object obj) => Encoding.UTF8.GetBytes(GetType().Name);

    public override object? FromBinary(byte[] bytes, Type? type) => $"{GetType().Name} {type?.Name}";
}

public sealed class FirstSerializer(ExtendedActorSystem system) : NamedSerializer(system, 101);

public sealed class SecondSerializer(ExtendedActorSystem system) : NamedSerializer(system, 102);

public sealed class ClashingSerializer(ExtendedActorSystem system) : NamedSerializer(system, 101);

public sealed class ConfiguredSerializer(ExtendedActorSystem system, Config settings) : NamedSerializer(system, 103)
{
    public string? Setting { get; } = settings.GetString("setting");
}

public sealed class SerializerWithoutIdentifier(ExtendedActorSystem system) : Serializer(system)
{
    public override bool IncludeManifest => false;

    public override byte[] ToBinary(object obj) => [];

    public override object? FromBinary(byte[] bytes, Type? type) => $"type {type?.Name ?? "unknown"}";
}

public sealed class FailingSerializer : Serializer
{
    public FailingSerializer(ExtendedActorSystem system)
        : base(system) => throw new InvalidOperationException("no key file");

    public override bool IncludeManifest => false;

    public override byte[] ToBinary(object obj) => [];

    public override object? FromBinary(byte[] bytes, Type? type) => null;
}

public sealed class SerializerWithOtherConstructor(string text) : Serializer(null!)
{
    public override bool IncludeManifest => text.Length > 0;

    public override byte[] ToBinary(object obj) => [];

    public override object? FromBinary(byte[] bytes, Type? type) => null;
}

public sealed class ManifestSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public override int Identifier => 104;

    public override string Manifest(object o) => "text:v2";

    public override byte[] ToBinary(object obj) => Encoding.UTF8.GetBytes((string)obj);

    public override object FromBinary(byte[] bytes, string manifest) => $"{manifest}={Encoding.UTF8.GetString(bytes)}";
}
