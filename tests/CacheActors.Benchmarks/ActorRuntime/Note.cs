using System.Text;
using Akka.Actor;
using Akka.Serialization;

namespace CacheActors.Benchmarks.ActorRuntime;

/// <summary>An event of about 200 bytes.</summary>
internal sealed record Note(string Text)
{
    private static readonly string Filling = new('x', 190);

    public static Note Of(int number) => new(Filling + number);
}

internal sealed class NoteSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public const int Id = 9001;

    public override int Identifier => Id;

    public static Note Read(byte[] bytes, string manifest) =>
        manifest == "note.v1"
            ? new Note(Encoding.UTF8.GetString(bytes))
            : throw new ArgumentException($"There is no '{manifest}'.", nameof(manifest));

    public override string Manifest(object o) => "note.v1";

    public override byte[] ToBinary(object obj) => Encoding.UTF8.GetBytes(((Note)obj).Text);

    public override object FromBinary(byte[] bytes, string manifest) => Read(bytes, manifest);
}
