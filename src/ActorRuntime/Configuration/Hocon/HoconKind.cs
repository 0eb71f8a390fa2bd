namespace Akka.Configuration.Hocon;

/// <summary>What a value is.</summary>
internal enum HoconKind
{
    Null,
    Text,
    Array,
    Object,
}
