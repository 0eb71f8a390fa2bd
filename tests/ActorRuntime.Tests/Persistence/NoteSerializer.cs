using System.Text;
using Akka.Actor;
using Akka.Serialization;

namespace Akka.Persistence;

/// <summary>An event of the tests.</summary>
public sealed record Note(string Text);

/// <summary>Refuses what says "unwritable" and cannot read what says "unreadable".</summary>
public sealed class NoteSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public const string Settings = """
        akka.actor {
            serializers.note = "Akka.Persistence.NoteSerializer, ActorRuntime.Tests"
            serialization-bindings { "Akka.Persistence.Note, ActorRuntime.Tests" = note }
        }
        """;

    public override int Identifier => 4711;

    public override string Manifest(object o) => "note.v1";

    public override byte[] ToBinary(object obj)
    {
        var text = ((Note)obj).Text;
        return text == "unwritable" ? throw new FormatException("cannot be written") : Encoding.UTF8.GetBytes(text);
    }

    public override object FromBinary(byte[] bytes, string manifest)
    {
        var text = Encoding.UTF8.GetString(bytes);
        return text == "unreadable" ? throw new FormatException("cannot be parsed") : new Note(text);
    }
}
