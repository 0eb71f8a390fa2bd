using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>Takes a dotted path apart and puts it together; a part with a dot in it stands in quotes.</summary>
internal static class HoconPath
{
    public static string[] Split(string path)
    {
        if (!path.Contains('"'))
        {
            return path.Contains('.') ? path.Split('.') : [path];
        }

        var parts = new List<string>();
        var part = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < path.Length; i++)
        {
            var c = path[i];
            if (quoted && c == '\\' && i + 1 < path.Length)
            {
                part.Append(path[++i]);
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == '.' && !quoted)
            {
                parts.Add(part.ToString());
                part.Clear();
            }
            else
            {
                part.Append(c);
            }
        }

        parts.Add(part.ToString());
        return [.. parts];
    }

    public static string Join(IReadOnlyList<string> parts)
    {
        var path = new StringBuilder();
        for (var i = 0; i < parts.Count; i++)
        {
            if (i > 0)
            {
                path.Append('.');
            }

            HoconWriter.WriteKey(path, parts[i]);
        }

        return path.ToString();
    }
}
