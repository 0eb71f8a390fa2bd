using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>Writes values as HOCON that parses to the same values.</summary>
internal static class HoconWriter
{
    public static string Write(HoconObject value, int indent)
    {
        var text = new StringBuilder();
        WriteFields(text, value, indent);
        return text.ToString();
    }

    public static string Write(HoconValue value, int indent)
    {
        var text = new StringBuilder();
        WriteValue(text, value, indent);
        return text.ToString();
    }

    public static void WriteKey(StringBuilder text, string key)
    {
        if (NeedsNoQuotes(key) && !key.StartsWith("include", StringComparison.Ordinal))
        {
            text.Append(key);
        }
        else
        {
            WriteQuoted(text, key);
        }
    }

    private static void WriteFields(StringBuilder text, HoconObject value, int indent)
    {
        foreach (var (key, item) in value.Items)
        {
            Indent(text, indent);
            WriteKey(text, key);
            text.Append(" : ");
            WriteValue(text, item, indent);
            text.Append('\n');
        }
    }

    private static void WriteValue(StringBuilder text, HoconValue value, int indent)
    {
        switch (value.Kind)
        {
            case HoconKind.Null:
                text.Append("null");
                break;
            case HoconKind.Object:
                text.Append("{\n");
                WriteFields(text, value.GetObject(), indent + 1);
                Indent(text, indent);
                text.Append('}');
                break;
            case HoconKind.Array:
                WriteItems(text, value.GetArray(), indent);
                break;
            default:
                WriteText(text, value.GetString() ?? "");
                break;
        }
    }

    private static void WriteItems(StringBuilder text, IList<HoconValue> items, int indent)
    {
        text.Append('[');
        for (var i = 0; i < items.Count; i++)
        {
            text.Append(i == 0 ? "" : ", ");
            WriteValue(text, items[i], indent);
        }

        text.Append(']');
    }

    private static void WriteText(StringBuilder text, string value)
    {
        if (value != "null" && NeedsNoQuotes(value.Replace('.', '-')))
        {
            text.Append(value);
        }
        else
        {
            WriteQuoted(text, value);
        }
    }

    private static bool NeedsNoQuotes(string text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))
            {
                return false;
            }
        }

        return text.Length > 0;
    }

    private static void WriteQuoted(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            switch (c)
            {
                case '"' or '\\':
                    text.Append('\\').Append(c);
                    break;
                case '\n':
                    text.Append("\\n");
                    break;
                case '\r':
                    text.Append("\\r");
                    break;
                case '\t':
                    text.Append("\\t");
                    break;
                default:
                    text.Append(char.IsControl(c) ? $"\\u{(int)c:x4}" : c.ToString());
                    break;
            }
        }

        text.Append('"');
    }

    private static void Indent(StringBuilder text, int indent) => text.Append(' ', 2 * indent);
}
