namespace Akka.Configuration.Hocon;

/// <summary>What an include statement asks for.</summary>
/// <param name="Offset">Where it stands.</param>
/// <param name="Name">The name in its quotes.</param>
/// <param name="Kind">How the name is meant.</param>
internal readonly record struct HoconInclude(int Offset, string Name, HoconInclude.Meaning Kind)
{
    internal enum Meaning
    {
        /// <summary>Beside the including text: <c>include "name"</c>.</summary>
        Beside,

        /// <summary>Always a file: <c>include file("name")</c>.</summary>
        File,

        /// <summary>Always an embedded resource: <c>include classpath("name")</c>.</summary>
        Resource,
    }

    /// <summary>Reads an include statement; leaves the scanner where it is if there is none.</summary>
    public static bool TryRead(HoconScanner scanner, out HoconInclude include)
    {
        var start = scanner.Position;
        include = default;
        if (!scanner.TryTake("include"))
        {
            return false;
        }

        scanner.TakeSpace();
        var required = scanner.TryTake("required(");
        var kind =
            scanner.TryTake("file(") ? Meaning.File
            : scanner.TryTake("classpath(") ? Meaning.Resource
            : Meaning.Beside;
        if (scanner.StartsWith("url("))
        {
            throw scanner.Error("an include of a URL is not supported; include a file");
        }

        scanner.TakeSpace();
        var open = (required ? 1 : 0) + (kind == Meaning.Beside ? 0 : 1);
        if (scanner.Peek != '"')
        {
            if (open > 0)
            {
                throw scanner.Expected("the name to include, in quotes");
            }

            // A key that begins with these letters, like 'includes = 3'.
            scanner.ReturnTo(start);
            return false;
        }

        include = new HoconInclude(start, scanner.ReadQuoted(), kind);
        for (; open > 0; open--)
        {
            scanner.TakeSpace();
            if (!scanner.TryTake(')'))
            {
                throw scanner.Expected("')' after the name to include");
            }
        }

        return true;
    }
}
