using Akka.Actor;
using Akka.Serialization;
using CacheActors.Domain.Reconciliation;

namespace CacheActors.Journal;

/// <summary>Gives <see cref="ReconciliationEventFormat"/> to the actor system; bound to events in <c>embedded.conf</c>.</summary>
internal sealed class ReconciliationEventSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    // Written into every journal row: never change it.
    public override int Identifier => 1101;

    public override string Manifest(object o) => ReconciliationEventFormat.Manifest((ReconciliationEvent)o);

    public override byte[] ToBinary(object obj) => ReconciliationEventFormat.ToBytes((ReconciliationEvent)obj);

    public override object FromBinary(byte[] bytes, string manifest) =>
        ReconciliationEventFormat.FromBytes(bytes, manifest);
}
