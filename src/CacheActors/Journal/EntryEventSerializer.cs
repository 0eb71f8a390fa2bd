using Akka.Actor;
using Akka.Serialization;
using CacheActors.Domain.Entries;

namespace CacheActors.Journal;

/// <summary>Gives <see cref="EntryEventFormat"/> to the actor system; bound to events in <c>embedded.conf</c>.</summary>
internal sealed class EntryEventSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    // Written into every journal row: never change it. Akka.NET keeps 0 to 40 for itself.
    public override int Identifier => 1100;

    public override string Manifest(object o) => EntryEventFormat.Manifest((EntryEvent)o);

    public override byte[] ToBinary(object obj) => EntryEventFormat.ToBytes((EntryEvent)obj);

    public override object FromBinary(byte[] bytes, string manifest) => EntryEventFormat.FromBytes(bytes, manifest);
}
